/* Names that let a finding be recognised in the next run.
 *
 *     strict/1 = rule, path, function, anchor, cause, exit, ordinal
 *     loose/1  = the same without the path
 *     body/1   = rule, body hash, anchor, cause, ordinal
 *
 * Each field is written as its length in bytes, a colon and the bytes, so
 * that no two lists of fields give the same text.  No line, message or
 * variable name goes in.
 *
 * The number behind the kind is that of this recipe, as released.  Until the
 * first release it stays 1 although the recipe has changed: a database from
 * before such a change has other ids, its findings are new once, and nobody
 * else has one.  From then on another recipe is another kind, stored beside
 * the old one, so that verdicts find their way.
 */
#include "inside.h"

#include <string.h>

static void
field(struct text *t, const char *s)
{
    text_printf(t, "%zu:%s", strlen(s), s);
}

static const char *
print(arena *keep, const char *const *fields, size_t n, unsigned ordinal)
{
    struct text t = {.keep = keep};
    for (size_t i = 0; i < n; i++)
        field(&t, fields[i]);
    text_printf(&t, "#%u", ordinal);
    return hash_hex(keep, t.s, t.n);
}

static bool
same_but_exit(const struct finding *a, const struct finding *b)
{
    return a->rule == b->rule && strcmp(a->anchor, b->anchor) == 0 &&
           strcmp(a->cause, b->cause) == 0 &&
           strcmp(a->function, b->function) == 0 &&
           strcmp(a->file, b->file) == 0;
}

void
fingerprint_all(arena *keep, struct finding *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct finding *f = &v[i];
        unsigned in_body = 0;
        f->ordinal = 0;
        for (size_t j = i; j-- > 0;) {
            if (strcmp(v[j].file, f->file) != 0)
                break;
            if (!same_but_exit(&v[j], f))
                continue;
            in_body++;
            f->ordinal += strcmp(v[j].exit, f->exit) == 0;
        }
        const char *strict[] = {f->rule->id, f->file,  f->function,
                                f->anchor,   f->cause, f->exit};
        const char *loose[] = {f->rule->id, f->function, f->anchor, f->cause,
                               f->exit};
        const char *body[] = {f->rule->id, f->body_hash, f->anchor, f->cause};
        f->strict = print(keep, strict, 6, f->ordinal);
        f->loose = print(keep, loose, 5, f->ordinal);
        f->body = print(keep, body, 4, in_body);
    }
}
