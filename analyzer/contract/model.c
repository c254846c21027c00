/* A model: contracts by name, newest first, each with its versions. */
#include "reader.h"
#include "words.h"

/* Nodes and tables lie in the arena of the model, which is called `m`
 * wherever something is added. */
#define uthash_malloc(size) arena_alloc(m->keep, (size))
#define uthash_free(p, size) ((void)(p))
#define HASH_NONFATAL_OOM 0
#include <uthash.h>

struct version_entry {
    const struct contract *contract;
    struct version_entry *older;
};

struct name_entry {
    sym name;
    struct version_entry *newest;
    UT_hash_handle hh;
};

struct model {
    arena *keep;
    symtab *syms;
    struct name_entry *names;
    VEC(const struct contract *) all;
};

struct model *
model_new(arena *keep, symtab *syms)
{
    struct model *m = ARENA_NEW(keep, struct model);
    m->keep = keep;
    m->syms = syms;
    return m;
}

static void
add_contract(struct model *m, const struct contract *c)
{
    struct name_entry *name;
    HASH_FIND_PTR(m->names, &c->name, name);
    if (name == NULL) {
        name = ARENA_NEW(m->keep, struct name_entry);
        name->name = c->name;
        HASH_ADD_PTR(m->names, name, name);
    }
    struct version_entry *entry = ARENA_NEW(m->keep, struct version_entry);
    entry->contract = c;
    entry->older = name->newest;
    name->newest = entry;
    VEC_PUSH(m->keep, &m->all, c);
}

static bool
is_shipped(const char *path)
{
    const char *known;
    for (size_t i = 0; model_builtin(i, &known) != NULL; i++)
        if (known == path)
            return true;
    return false;
}

bool
model_add(struct model *m, const char *path, const char *text,
          struct contract_error *error)
{
    struct reader r = {
        .keep = m->keep,
        .syms = m->syms,
        .path = path,
        .text = text,
        .at = text,
        .error = error,
    };
    VEC(const struct contract *) read = {0};
    bool shipped = is_shipped(path);
    for (;;) {
        struct contract *c = reader_next(&r);
        if (c == NULL)
            break;
        c->shipped = shipped;
        VEC_PUSH(m->keep, &read, c);
    }
    if (r.failed)
        return false;
    for (size_t i = 0; i < read.n; i++)
        add_contract(m, read.v[i]);
    return true;
}

bool
version_is_before(struct version a, struct version b)
{
    return a.major < b.major || (a.major == b.major && a.minor < b.minor);
}

static bool
contract_covers(const struct contract *c, struct version v)
{
    if (c->since.major > 0 && version_is_before(v, c->since))
        return false;
    return c->until.major == 0 || !version_is_before(c->until, v);
}

const struct contract *
model_find(const struct model *m, sym name, struct version v)
{
    const struct name_entry *entry;
    HASH_FIND_PTR(m->names, &name, entry);
    if (entry == NULL)
        return NULL;
    for (const struct version_entry *e = entry->newest; e != NULL;
         e = e->older)
        if (contract_covers(e->contract, v))
            return e->contract;
    return NULL;
}

size_t
model_count(const struct model *m)
{
    return m->all.n;
}

const struct contract *
model_at(const struct model *m, size_t i)
{
    assert(i < m->all.n);
    return m->all.v[i];
}
