/* Results of many calls, and instances of the extension's own types, held
 * while one more call is made: what the extension keeps for reuse is used up
 * then, and the next object has to come from the allocator, which can fail. */
#include "history.h"

#define MOST_HELD 4000
#define MOST_OF_ONE 1200
#define MOST_BORN ((size_t)1 << 15) /* blocks, of one source */
#define MOST_WORK 150               /* ms */
#define USUAL_HELD 160
/* So many in a row are new: nothing is left that was kept. */
#define DRAINED 6

#define MOST_TYPES 16

static struct object *held[MOST_HELD];
static size_t n_held;

/* Where they come from: the entry itself, then each type. */
static struct source {
    struct type *type;
    size_t enough; /* as the first time showed; 0: not tried yet */
} sources[1 + MOST_TYPES];
static size_t n_sources;

/* Whether more calls of this entry give more objects. */
bool
hoard_possible(void)
{
    return !x.hook->entry->once && trial_usual(x.trial);
}

static struct object *
make_one(const struct source *s)
{
    intptr_t args[6];
    struct object *o = NULL;
    memcpy(args, x.args, sizeof args);
    if (s->type != NULL)
        o = py.PyObject_CallObject(&s->type->base, NULL);
    else if (x.hook->entry->result == 'o')
        o = (struct object *)hook_invoke(x.hook, args);
    py.PyErr_Clear();
    return o;
}

/* Its memory was not there before the call that gave it. */
static bool
is_new(const struct object *o, size_t before)
{
    const struct block *b = arena_block_of((uintptr_t)o);
    return b != NULL && (size_t)(b - arena_at(0)) >= before;
}

static void
drain(struct source *s)
{
    uint64_t end = work_ms() + MOST_WORK;
    size_t drained = 0, n = 0, born = arena_count() + MOST_BORN;
    size_t most = s->enough == 0 ? MOST_OF_ONE : s->enough - 1;
    while (n < most && n_held < MOST_HELD && arena_count() < born &&
           work_ms() < end) {
        size_t before = arena_count();
        struct object *o = make_one(s);
        if (o == NULL)
            break;
        held[n_held++] = o;
        n++;
        drained = is_new(o, before) ? drained + 1 : 0;
        if (s->enough == 0 && drained >= DRAINED)
            most = n;
    }
    if (s->enough == 0)
        s->enough = 1 + (drained < DRAINED && n > USUAL_HELD ? USUAL_HELD : n);
}

void
hoard_make(void)
{
    struct type *types[MOST_TYPES];
    if (n_sources == 0) {
        size_t n = history_types(types, MOST_TYPES);
        for (size_t i = 0; i < n; i++)
            sources[1 + i].type = types[i];
        n_sources = 1 + n;
    }
    for (size_t i = 0; i < n_sources; i++)
        drain(&sources[i]);
}

void
hoard_drop(void)
{
    while (n_held > 0)
        py.Py_DecRef(held[--n_held]);
    py.PyErr_Clear();
}
