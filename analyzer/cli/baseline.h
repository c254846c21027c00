/* Known findings in a text file that is kept with the code.
 *
 * One line each, sorted, fields separated by tabs:
 *     rule  file  function  fingerprint  [# reason]
 * The fingerprint is the loose one, a colon, and that of the body (see
 * rule/fingerprint.c).  Rule, file and the loose one together are the strict
 * fingerprint; the name of the function is for people.  A finding whose
 * function is no longer there is recognised by the loose one alone in another
 * file, or else by the body under another name, where that is not ambiguous.
 *
 * Or counts, one line for each rule in each file:
 *     file  rule  count
 * While no more are found, none of them counts; when more are, all do.
 */
#ifndef REFAUDIT_BASELINE_H
#define REFAUDIT_BASELINE_H

#include "options.h"
#include "result.h"

enum baseline_state {
    BASELINE_UNCHANGED,
    BASELINE_FIXED,
    BASELINE_UNKNOWN /* its code was not analysed, or its rule did not run */
};

struct baseline_entry {
    const char *rule, *file, *function;
    const char *loose, *body; /* body: "" where the line has none */
    const char *reason;       /* or NULL */
    enum baseline_state state;
    const struct finding *moved; /* that it matches, elsewhere; or NULL */
    size_t count, found;         /* counts only */
};

struct baseline {
    const char *path;
    bool counts;
    struct baseline_entry *v;
    size_t n, cap;
};

struct baseline_run {
    arena *keep;
    const struct options *o;
    const char *root;
    struct harvest *h;
    const struct unit_result *units;
    size_t n_units;
};

/* False with *error; a file that is not there is an error. */
bool baseline_read(arena *keep, const char *path, struct baseline *b,
                   const char **error);
/* Sets finding.suppressed and in_baseline, and the state of each entry. */
void baseline_match(const struct baseline_run *run, struct baseline *b);
/* The entry of the finding, or NULL. */
const struct baseline_entry *baseline_entry(const struct baseline *b,
                                            const struct finding *f);
size_t baseline_count(const struct baseline *b, enum baseline_state state);

/* What `wants` picks is added (NULL: nothing is); what is fixed goes. */
bool baseline_write(arena *keep, const struct baseline *b,
                    const struct harvest *h,
                    bool (*wants)(void *data, size_t finding), void *data,
                    const char **error);

/* ---- baseline_counts.c, for baseline.c ---------------------------------- */

#define COUNTS_HEADER                                                         \
    "# Counts of known findings; see refaudit baseline --help.\n"

/* Text with no control character in it, and back. */
const char *baseline_escaped(arena *keep, const char *s);
const char *baseline_unescaped(arena *keep, const char *s);
/* Has the code of the entry been looked at, by its rule? */
enum baseline_state baseline_lost_state(const struct baseline_run *run,
                                        const struct baseline_entry *e);

bool counts_read_line(arena *keep, char *line, struct baseline_entry *e);
void counts_match(const struct baseline_run *run, struct baseline *b);
/* The lines of the new file. */
struct strings counts_lines(arena *keep, const struct baseline *b,
                            const struct harvest *h,
                            bool (*wants)(void *data, size_t finding),
                            void *data);

#endif
