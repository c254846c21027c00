/* What all functions do to one struct.  Every type asks for its own; to go
 * through the whole program for each took half of the time where there are
 * hundreds.
 */
#include "types.h"

#include <string.h>
#define uthash_malloc(size) arena_alloc(t->keep, (size))
#define uthash_free(p, size) ((void)(p))
#define HASH_NONFATAL_OOM 0
#include <uthash.h>

/* Equal for the same struct, see same_record(). */
struct record_key {
    const void *name; /* the struct itself where it has none */
    uint64_t size;
};

struct touched {
    struct record_key key;
    struct record_touches of;
    UT_hash_handle hh;
};

static struct record_key
key_of(const struct type *record)
{
    struct record_key key;
    memset(&key, 0, sizeof key);
    key.name = record->name != NULL ? (const void *)record->name
                                    : (const void *)record;
    key.size = record->size;
    return key;
}

static void
add(struct types *t, struct procedure *proc, const struct touch *one)
{
    struct record_key key = key_of(one->at.record);
    struct touched *known;
    HASH_FIND(hh, t->touched, &key, sizeof key, known);
    if (known == NULL) {
        known = ARENA_NEW(t->keep, struct touched);
        known->key = key;
        known->of.record = one->at.record;
        HASH_ADD(hh, t->touched, key, sizeof key, known);
        VEC_PUSH(t->keep, &t->records, &known->of);
    }
    struct record_touch entry = {proc, one};
    VEC_PUSH(t->keep, &known->of.v, entry);
}

static void
find_all(struct types *t)
{
    if (t->has_touched)
        return;
    t->has_touched = true;
    for (size_t p = 0; p < t->p->procs.n; p++) {
        struct procedure *proc = &t->p->procs.v[p];
        const struct touches *touches = touches_of(t, proc);
        for (size_t i = 0; i < touches->v.n; i++)
            if (touches->v.v[i].at.record != NULL)
                add(t, proc, &touches->v.v[i]);
    }
}

const struct record_touches *
types_touched(struct types *t, const struct type *record)
{
    static const struct record_touches none;
    find_all(t);
    struct record_key key = key_of(record);
    struct touched *known;
    HASH_FIND(hh, t->touched, &key, sizeof key, known);
    return known == NULL ? &none : &known->of;
}

const record_list *
types_touched_records(struct types *t)
{
    find_all(t);
    return &t->records;
}
