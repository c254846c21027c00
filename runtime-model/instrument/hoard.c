/* Results of many calls, held while one more is made: what the extension keeps
 * for reuse is used up then, and the next object has to come from the
 * allocator, which can fail. */
#include "rt.h"

#define MOST_HELD 160
#define MOST_MS 100

static struct object *held[MOST_HELD];
static size_t n_held;

/* Whether more calls of this entry give more objects. */
bool
hoard_possible(void)
{
    return x.hook->entry->result == 'o' && !x.hook->entry->once &&
           trial_usual(x.trial);
}

void
hoard_make(void)
{
    uint64_t end = clock_ms() + MOST_MS;
    while (n_held < MOST_HELD && clock_ms() < end) {
        intptr_t args[6];
        memcpy(args, x.args, sizeof args);
        struct object *o = (struct object *)hook_invoke(x.hook, args);
        py.PyErr_Clear();
        if (o == NULL)
            break;
        held[n_held++] = o;
    }
}

void
hoard_drop(void)
{
    while (n_held > 0)
        py.Py_DecRef(held[--n_held]);
    py.PyErr_Clear();
}
