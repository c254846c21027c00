/* Inside the report room: safe text, source lines, shared pieces. */
#ifndef REFAUDIT_PAINT_H
#define REFAUDIT_PAINT_H

#include <jansson.h>

#include "report.h"

/* ---- text for a terminal --------------------------------------------- */

/* One thing on the screen: a character, a tab as blanks, or an escape like
 * \x1b for what must not reach a terminal. */
struct cell {
    const char *s;
    size_t n;     /* bytes of s */
    size_t width; /* columns */
    size_t from;  /* where in the source line it comes from */
};

struct cells {
    struct cell *v;
    size_t n;
    size_t bytes; /* of the source line */
};

struct cells paint_cells_of(arena *keep, const char *s, size_t n, bool utf8);
size_t paint_cells_width(const struct cells *c, size_t from, size_t to);

/* Like report_add_safe, by the style: ASCII only when it says so. */
void paint_safe(struct text *out, const struct report_style *style,
                const char *s);
/* Columns that s takes when it is already safe. */
size_t paint_width(const char *s);
/* `s` wrapped at the width of the style, later lines indented. */
void paint_wrapped(struct text *out, const struct report_style *style,
                   size_t indent, const char *s);
/* Bytes that are no UTF-8 become U+FFFD. */
const char *paint_utf8(arena *keep, const char *s);
/* Bytes of the character at s, 0 when there is none; its value in *c. */
size_t paint_decode(const char *s, size_t n, uint32_t *c);

enum role {
    ROLE_PLAIN,
    ROLE_PLACE,
    ROLE_ERROR,
    ROLE_WARNING,
    ROLE_NOTE,
    ROLE_DIM,
    ROLE_LEDGER,
    ROLE_COUNT
};

/* The escape sequence, or "" without colour. */
const char *paint_role(const struct report_style *style, enum role role);
enum role paint_level(enum level level);
/* The UTF-8 form or the one for ASCII. */
const char *paint_sign(const struct report_style *style, const char *utf8,
                       const char *ascii);
/* "hostile object" for hostile-object. */
const char *paint_words(arena *keep, const char *name);

/* ---- source files ---------------------------------------------------- */

struct source {
    const char *path;
    const char *text; /* NULL: cannot be read */
    size_t n_lines;
    const size_t *starts; /* n_lines + 1 of them */
    uint64_t *lines;      /* GitHub's hash of each line, made when needed */
    size_t n_hashed;
};

struct report {
    arena *keep;
    arena *scratch; /* of one finding */
    FILE *out;
    struct report_options o;
    VEC(const struct rule *) rules; /* that had a finding */
    VEC(struct source *) sources;
    size_t n_findings;
    int error;           /* errno of the first failed write */
    json_t *results;     /* SARIF, GitLab */
    struct text body;    /* JUnit, Markdown: what comes behind the totals */
    unsigned n_level[3]; /* by enum level: GitHub, Markdown */
    size_t n_left;       /* findings that a format has no room for */
};

/* Never NULL; the text may be. */
struct source *report_source_get(struct report *r, const char *path);
/* False when there is no such line. */
bool report_source_line(const struct source *s, uint32_t line,
                        const char **text, size_t *n);

/* ---- formats --------------------------------------------------------- */

/* A step that is shown, and its number. */
struct shown {
    const struct finding_step *step;
    size_t number;
    bool ledger; /* something to be seen in it changed, or it is the last */
    bool exc;    /* the exception changed */
};

struct shown *report_shown(struct report *r, const struct finding *f,
                           size_t *n);
bool report_is_leak(const struct finding *f);
/* Short identity for people. */
const char *report_id(arena *keep, const struct finding *f,
                      const struct store_issue *issue);
/* First finding of this rule?  Remembers it. */
bool report_first_of_rule(struct report *r, const struct rule *rule);
void report_write(struct report *r, const char *s, size_t n);
void report_puts(struct report *r, const char *s);

void report_text_finding(struct report *r, const struct finding *f,
                         const struct store_issue *issue);
void report_text_excerpt(struct report *r, struct text *out,
                         const struct finding *f);
void report_gcc_finding(struct report *r, const struct finding *f,
                        const struct store_issue *issue);
void report_json_begin(struct report *r);
void report_json_finding(struct report *r, const struct finding *f,
                         const struct store_issue *issue);
void report_json_end(struct report *r);
void report_sarif_finding(struct report *r, const struct finding *f,
                          const struct store_issue *issue);
void report_sarif_end(struct report *r);

void report_gitlab_finding(struct report *r, const struct finding *f);
void report_gitlab_end(struct report *r);
void report_github_finding(struct report *r, const struct finding *f);
void report_github_end(struct report *r);
void report_junit_finding(struct report *r, const struct finding *f);
void report_junit_end(struct report *r);
void report_csdiff_finding(struct report *r, const struct finding *f);
void report_markdown_finding(struct report *r, const struct finding *f,
                             const struct store_issue *issue);
void report_markdown_end(struct report *r);

/* GitHub's fingerprint of a line, "c129715d7a2bc9a3:1", or NULL. */
const char *report_github_print(arena *keep, struct source *s, uint32_t line);
/* Column in characters, from 1, of a column in bytes. */
uint32_t report_char_column(const struct source *s, uint32_t line,
                            uint32_t col);

/* A string of valid UTF-8, or null. */
json_t *report_json_words(const char *s);
void report_json_write(struct report *r, const json_t *value, size_t flags);
/* Of the same text behind gzip. */
size_t report_packed_size(const json_t *value, size_t flags);

/* "new reference, or NULL with an exception set". */
void report_contract_short(struct text *out, const struct contract *c);

#endif
