/* Evidence: what the companion runtime saw of an issue.
 *
 * Appended, never changed.  It counts for findings in the very body of code
 * that ran; other code has to be tried again.
 */
#ifndef REFAUDIT_EVIDENCE_H
#define REFAUDIT_EVIDENCE_H

#include "store.h"

struct store_evidence {
    const char *at;     /* RFC 3339, UTC; not looked at when it is added */
    const char *engine; /* words of table confirmation */
    const char *outcome;
    const char *grade; /* natural genuine late synthetic, or NULL */
    uint64_t reached;  /* times the path was gone */
    const char *expected, *observed;  /* JSON or NULL */
    const char *python;               /* "3.11.2" */
    const char *build_id, *body_hash; /* of what ran; or NULL */
    const char *const *command;       /* to repeat it */
    size_t n_command;
    const char *reproducer, *detail; /* or NULL */
};

bool store_evidence_add(struct store *s, int64_t issue,
                        const struct store_evidence *e);
/* Oldest first; strings live during the callback only, `command` comes as
 * one word, its JSON. */
bool store_evidence_list(struct store *s, int64_t issue,
                         bool (*each)(void *, const struct store_evidence *),
                         void *data);

/* The code that a finding is about, as it was analysed; in keep. */
struct store_subject {
    uint32_t line, end_line; /* of the function, 0: it has none */
    const char *body_hash, *file_hash;
};

bool store_subject(struct store *s, arena *keep, int64_t finding,
                   struct store_subject *out);

/* The function as the latest run analysed it, false: it did not. */
bool store_function_code(struct store *s, arena *keep, const char *file,
                         const char *name, struct store_subject *out);

/* Every source file with a function in the latest run. */
bool store_files_analysed(struct store *s,
                          bool (*each)(void *, const char *file), void *data);

#endif
