/* What the audit proved: looked up in the text of runtime-model/proofs.tsv,
 * whose lines are name, id, versions and clauses, between tabs. */
#include "contract.h"

#include <string.h>

struct fields {
    const char *name, *id, *versions, *clauses;
    size_t n_name, n_id, n_versions, n_clauses;
};

/* Up to the next tab or the end of the line; *at moves behind it. */
static const char *
next_field(const char **at, size_t *n)
{
    const char *begin = *at;
    *n = strcspn(begin, "\t\n");
    *at = begin + *n;
    if (**at == '\t')
        ++*at;
    return begin;
}

static void
read_fields(const char *line, struct fields *f)
{
    f->name = next_field(&line, &f->n_name);
    f->id = next_field(&line, &f->n_id);
    f->versions = next_field(&line, &f->n_versions);
    f->clauses = next_field(&line, &f->n_clauses);
}

static bool
reads(const char *s, size_t n, const char *word)
{
    return strlen(word) == n && memcmp(s, word, n) == 0;
}

bool
contract_proof(arena *keep, const struct contract *c, struct proof *out)
{
    const char *id = contract_id(keep, c);
    bool known = false;
    for (const char *line = proofs_builtin(); *line != '\0';) {
        struct fields f;
        read_fields(line, &f);
        line += strcspn(line, "\n");
        line += *line == '\n';
        if (!reads(f.name, f.n_name, c->name))
            continue;
        known = true;
        if (!reads(f.id, f.n_id, id))
            continue;
        *out = (struct proof){
            .clauses = arena_strndup(keep, f.clauses, f.n_clauses)};
        if (!reads(f.versions, f.n_versions, "-"))
            out->versions = arena_strndup(keep, f.versions, f.n_versions);
        return true;
    }
    *out = (struct proof){.changed = true};
    return known;
}
