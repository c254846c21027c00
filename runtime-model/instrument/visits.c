/* Whether a field owns what lies in it.  What an instance does not show the
 * collector may be another name of what somebody owns elsewhere: a neighbour
 * in a list, a parent. */
#include "owner.h"

#define MOST_BYTES 512 /* that tp_traverse may look at behind the address */

static _Alignas(16) unsigned char mark[MOST_BYTES];
static bool seen;

static int
visit(struct object *o, void *unused)
{
    (void)unused;
    seen |= (unsigned char *)o == mark;
    return 0;
}

/* What holds that address: made in the call, or one of its arguments. */
static struct object *
holder_of(uintptr_t at)
{
    const struct block *b = arena_block_of(at);
    for (size_t i = 0; i < sizeof x.now / sizeof *x.now && b == NULL; i++) {
        struct object *o = (struct object *)x.now[i];
        if ((uintptr_t)o <= at && at - (uintptr_t)o < 4096 &&
            object_valid(o) &&
            at < (uintptr_t)o + (uintptr_t)o->type->basicsize)
            return o;
    }
    return b == NULL ? NULL : block_object(b);
}

/* With something else in its place, tp_traverse does not show that. */
bool
field_hidden(uintptr_t at, struct object *o)
{
    o = o == NULL ? holder_of(at) : o;
    if (o == NULL || (o->type->flags & TYPE_GC) == 0 || !type_ours(o->type))
        return false;
    int (*look)(struct object *, int (*)(struct object *, void *),
                void *) = o->type->traverse;
    uintptr_t low = (uintptr_t)o + sizeof *o;
    if (look == NULL || loaded_of((uintptr_t)(void *)look) == NULL ||
        at < low || at + 8 > (uintptr_t)o + (uintptr_t)o->type->basicsize)
        return false;
    uintptr_t *field = (uintptr_t *)at, kept = *field;
    ((struct object *)(void *)mark)->type = py.type_type;
    *field = (uintptr_t)mark;
    seen = false;
    look(o, visit, NULL);
    *field = kept;
    return !seen;
}
