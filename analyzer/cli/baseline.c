#include "baseline.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gate.h"

#define HEADER                                                                \
    "# Known findings; see refaudit baseline --help.  Text after # is "       \
    "kept.\n"

/* ---- lines ------------------------------------------------------------- */

/* No control character gets into a line, whatever a file is called. */
const char *
baseline_escaped(arena *keep, const char *s)
{
    struct text t = {.keep = keep};
    if (s == NULL || *s == '\0')
        return "-";
    for (; *s != '\0'; s++)
        if ((unsigned char)*s < ' ' || *s == '%' || *s == 127)
            text_printf(&t, "%%%02X", (unsigned)(unsigned char)*s);
        else
            text_add_n(&t, s, 1);
    return text_str(&t);
}

static int
hex_value(char c)
{
    return isdigit((unsigned char)c)    ? c - '0'
           : isxdigit((unsigned char)c) ? tolower((unsigned char)c) - 'a' + 10
                                        : -1;
}

const char *
baseline_unescaped(arena *keep, const char *s)
{
    char *out = arena_strdup(keep, s), *to = out;
    if (strcmp(s, "-") == 0)
        return "";
    for (; *s != '\0'; s++) {
        bool code = *s == '%' && hex_value(s[1]) >= 0 && hex_value(s[2]) >= 0;
        *to++ = code ? (char)(hex_value(s[1]) * 16 + hex_value(s[2])) : *s;
        s += code ? 2 : 0;
    }
    *to = '\0';
    return out;
}

static bool
is_print(const char *s)
{
    return strlen(s) == 32 && strspn(s, "0123456789abcdef") == 32;
}

static bool
read_line(arena *keep, char *line, struct baseline_entry *e)
{
    char *fields[4], *rest = line;
    for (size_t i = 0; i < 4; i++) {
        if (rest == NULL)
            return false;
        fields[i] = strsep(&rest, "\t");
    }
    while (rest != NULL && (*rest == ' ' || *rest == '\t' || *rest == '#'))
        rest++;
    char *colon = strchr(fields[3], ':');
    if (colon != NULL)
        *colon++ = '\0';
    *e = (struct baseline_entry){
        .rule = fields[0],
        .file = baseline_unescaped(keep, fields[1]),
        .function = baseline_unescaped(keep, fields[2]),
        .loose = fields[3],
        .body = colon == NULL ? "" : colon,
        .reason = rest == NULL || *rest == '\0' ? NULL : rest};
    return is_print(e->loose) && (colon == NULL || is_print(colon)) &&
           *e->rule != '\0' && *e->file != '\0';
}

/* Lines of the two kinds cannot be confused. */
static bool
is_counts_line(arena *keep, const char *line)
{
    struct baseline_entry e;
    return counts_read_line(keep, arena_strdup(keep, line), &e);
}

bool
baseline_read(arena *keep, const char *path, struct baseline *b,
              const char **error)
{
    size_t size;
    char *rest = file_read(keep, path, &size);
    b->path = path;
    if (rest == NULL) {
        *error = arena_printf(keep,
                              "--baseline %s: %s; 'refaudit baseline create' "
                              "makes one",
                              path, strerror(errno));
        return false;
    }
    if (strlen(rest) != size)
        rest[0] = ' '; /* binary: nothing that read_line() takes */
    for (unsigned line = 1; rest != NULL && *rest != '\0'; line++) {
        struct baseline_entry e;
        char *text = strsep(&rest, "\n");
        text[strcspn(text, "\r")] = '\0';
        if (*text == '\0' || *text == '#') {
            b->counts |= strncmp(COUNTS_HEADER, text,
                                 sizeof COUNTS_HEADER - 2) == 0;
            continue;
        }
        b->counts |= b->n == 0 && is_counts_line(keep, text);
        if (!(b->counts ? counts_read_line(keep, text, &e)
                        : read_line(keep, text, &e))) {
            *error = arena_printf(keep,
                                  "--baseline %s: line %u is not %s with tabs "
                                  "between",
                                  path, line,
                                  b->counts ? "'file, rule, count'"
                                            : "'rule, file, function, "
                                              "fingerprint'");
            return false;
        }
        VEC_PUSH(keep, b, e);
    }
    return true;
}

/* ---- matching ---------------------------------------------------------- */

static bool
same_loose(const struct baseline_entry *e, const struct finding *f)
{
    return strcmp(e->loose, f->loose) == 0 &&
           strcmp(e->rule, f->rule->id) == 0;
}

static bool
same_body(const struct baseline_entry *e, const struct finding *f)
{
    return strcmp(e->body, f->body) == 0 && strcmp(e->rule, f->rule->id) == 0;
}

static bool
same_strict(const struct baseline_entry *e, const struct finding *f)
{
    return same_loose(e, f) && strcmp(e->file, f->file) == 0;
}

const struct baseline_entry *
baseline_entry(const struct baseline *b, const struct finding *f)
{
    const struct baseline_entry *moved = NULL;
    for (size_t i = 0; i < b->n; i++) {
        const struct baseline_entry *e = &b->v[i];
        if (same_strict(e, f))
            return e;
        if (e->moved == f)
            moved = e;
    }
    return moved;
}

/* Functions of this name in the file: how many, how many analysed. */
static size_t
count_functions(const struct harvest *h, const struct baseline_entry *e,
                size_t *analysed)
{
    size_t n = 0;
    *analysed = 0;
    for (size_t i = 0; i < h->n_funcs; i++) {
        const struct func_result *f = &h->funcs[i];
        if (strcmp(f->file, e->file) != 0 ||
            (*e->function != '\0' && strcmp(f->name, e->function) != 0))
            continue;
        n++;
        *analysed += strcmp(f->status, "analysed") == 0;
    }
    return n;
}

/* Of an entry that no finding matches. */
enum baseline_state
baseline_lost_state(const struct baseline_run *run,
                    const struct baseline_entry *e)
{
    const struct rule *rule = rule_find(e->rule);
    size_t analysed, n = count_functions(run->h, e, &analysed);
    if (rule == NULL || !gate_rule_runs(run->o, rule))
        return BASELINE_UNKNOWN;
    if (n > 0)
        return analysed == n ? BASELINE_FIXED : BASELINE_UNKNOWN;
    const char *full = *e->file == '/' ? e->file
                                       : arena_printf(run->keep, "%s/%s",
                                                      run->root, e->file);
    return result_saw_all(run->units, run->n_units, run->h, e->file) ||
                   access(full, F_OK) != 0
               ? BASELINE_FIXED
               : BASELINE_UNKNOWN;
}

static bool
is_there(const struct baseline_entry *e, const struct harvest *h)
{
    for (size_t i = 0; i < h->n_findings; i++)
        if (same_strict(e, &h->findings[i]))
            return true;
    return false;
}

/* Whether an entry's place is where the finding is. */
static bool
is_taken(const struct baseline *b, const struct finding *f)
{
    for (size_t i = 0; i < b->n; i++)
        if (same_strict(&b->v[i], f) || b->v[i].moved == f)
            return true;
    return false;
}

/* The one finding that is no other entry's and the same, where no other
 * entry is the same, too. */
static const struct finding *
only_match(const struct baseline *b, const struct baseline_entry *e,
           const struct harvest *h,
           bool (*same)(const struct baseline_entry *, const struct finding *))
{
    const struct finding *found = NULL;
    for (size_t i = 0; i < h->n_findings; i++) {
        const struct finding *f = &h->findings[i];
        if (!same(e, f) || is_taken(b, f))
            continue;
        if (found != NULL)
            return NULL;
        found = f;
    }
    for (size_t i = 0; i < b->n && found != NULL; i++)
        if (&b->v[i] != e && same(&b->v[i], found) && !is_there(&b->v[i], h))
            return NULL;
    return found;
}

/* Where the entry's finding is now, when its code is no longer where it
 * was. */
static void
follow(struct baseline *b, struct baseline_entry *e, const struct harvest *h)
{
    size_t analysed;
    if (is_there(e, h) || count_functions(h, e, &analysed) > 0)
        return;
    e->moved = only_match(b, e, h, same_loose);
    if (e->moved == NULL && *e->body != '\0')
        e->moved = only_match(b, e, h, same_body);
}

void
baseline_match(const struct baseline_run *run, struct baseline *b)
{
    struct harvest *h = run->h;
    if (b->counts) {
        counts_match(run, b);
        return;
    }
    for (size_t i = 0; i < b->n; i++) {
        struct baseline_entry *e = &b->v[i];
        follow(b, e, h);
        e->state = e->moved != NULL || is_there(e, h)
                       ? BASELINE_UNCHANGED
                       : baseline_lost_state(run, e);
    }
    for (size_t i = 0; i < h->n_findings; i++) {
        struct finding *f = &h->findings[i];
        const struct baseline_entry *e = baseline_entry(b, f);
        if (e == NULL || f->suppressed != NULL)
            continue;
        f->suppressor = SUPPRESSOR_BASELINE;
        f->suppressed = e->reason != NULL ? e->reason : "in the baseline";
    }
}

size_t
baseline_count(const struct baseline *b, enum baseline_state state)
{
    size_t n = 0;
    for (size_t i = 0; i < b->n; i++)
        n += b->v[i].state == state;
    return n;
}

/* ---- writing ----------------------------------------------------------- */

static int
by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *
entry_line(arena *keep, const struct baseline_entry *e)
{
    return arena_printf(
        keep, "%s\t%s\t%s\t%s%s%s%s%s\n", e->rule,
        baseline_escaped(keep, e->file), baseline_escaped(keep, e->function),
        e->loose, *e->body == '\0' ? "" : ":", e->body,
        e->reason == NULL ? "" : "\t# ", e->reason == NULL ? "" : e->reason);
}

static const char *
finding_line(arena *keep, const struct finding *f, const char *reason)
{
    struct baseline_entry e = {.rule = f->rule->id,
                               .file = f->file,
                               .function = f->function,
                               .loose = f->loose,
                               .body = f->body,
                               .reason = reason};
    return entry_line(keep, &e);
}

static bool
write_lines(arena *keep, const char *path, const char *header,
            const struct strings *lines)
{
    const char *temporary = arena_printf(keep, "%s.%ld", path, (long)getpid());
    FILE *f = fopen(temporary, "w");
    if (f == NULL)
        return false;
    bool good = fputs(header, f) >= 0;
    for (size_t i = 0; i < lines->n; i++)
        if (i == 0 || strcmp(lines->v[i - 1], lines->v[i]) != 0)
            good &= fputs(lines->v[i], f) >= 0;
    good &= fclose(f) == 0;
    if (good && rename(temporary, path) == 0)
        return true;
    int problem = errno;
    unlink(temporary);
    errno = problem;
    return false;
}

static struct strings
finding_lines(arena *keep, const struct baseline *b, const struct harvest *h,
              bool (*wants)(void *data, size_t finding), void *data)
{
    struct strings lines = {0};
    for (size_t i = 0; i < b->n; i++)
        if (b->v[i].state != BASELINE_FIXED && b->v[i].moved == NULL &&
            !is_there(&b->v[i], h))
            VEC_PUSH(keep, &lines, entry_line(keep, &b->v[i]));
    for (size_t i = 0; i < h->n_findings; i++) {
        const struct finding *f = &h->findings[i];
        const struct baseline_entry *e = baseline_entry(b, f);
        if (e != NULL || (wants != NULL && wants(data, i)))
            VEC_PUSH(keep, &lines,
                     finding_line(keep, f, e == NULL ? NULL : e->reason));
    }
    return lines;
}

bool
baseline_write(arena *keep, const struct baseline *b, const struct harvest *h,
               bool (*wants)(void *data, size_t finding), void *data,
               const char **error)
{
    struct strings lines = b->counts ? counts_lines(keep, b, h, wants, data)
                                     : finding_lines(keep, b, h, wants, data);
    if (lines.n > 0)
        qsort(lines.v, lines.n, sizeof *lines.v, by_text);
    if (write_lines(keep, b->path, b->counts ? COUNTS_HEADER : HEADER, &lines))
        return true;
    *error = arena_printf(keep, "%s: %s", b->path, strerror(errno));
    return false;
}
