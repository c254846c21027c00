/* Results of many calls, held while one more is made: what the extension keeps
 * for reuse is used up then, and the next object has to come from the
 * allocator, which can fail. */
#include "rt.h"

#define MOST_HELD 1200
#define MOST_MS 100
#define LEAST_HELD 24
#define USUAL_HELD 160
/* So many calls in a row need more memory than the first did: nothing is left
 * that was kept. */
#define DRAINED 16

static struct object *held[MOST_HELD];
static size_t n_held;
static size_t enough = MOST_HELD; /* as the first time showed */

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
    size_t first = 0, drained = 0;
    while (n_held < enough && clock_ms() < end) {
        intptr_t args[6];
        size_t before = arena_count();
        memcpy(args, x.args, sizeof args);
        struct object *o = (struct object *)hook_invoke(x.hook, args);
        py.PyErr_Clear();
        if (o == NULL)
            break;
        held[n_held++] = o;
        size_t born = arena_count() - before;
        first = n_held == 1 ? born : first;
        drained = born > first ? drained + 1 : 0;
        if (drained >= DRAINED && n_held >= LEAST_HELD)
            enough = n_held;
    }
    if (drained < DRAINED && enough > USUAL_HELD)
        enough = USUAL_HELD;
}

void
hoard_drop(void)
{
    while (n_held > 0)
        py.Py_DecRef(held[--n_held]);
    py.PyErr_Clear();
}
