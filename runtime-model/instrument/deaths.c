/* How instances of a type end: what their end keeps, where their memory goes,
 * and what their tp_dealloc calls while an exception is set, as it is when a
 * frame that held the last reference is left by one. */
#include "rt.h"

#include <stdlib.h>

enum { TYPE_BASE = 1 << 10 };

static const struct type *dying; /* whose tp_dealloc is at work, or NULL */
static bool misfreed;

/* Its tp_dealloc is the extension's own. */
bool
type_ours(const struct type *t)
{
    function dealloc = hook_real(t->dealloc);
    return loaded_of(*(uintptr_t *)&dealloc) != NULL;
}

const char *
dealloc_text(const struct type *t)
{
    function dealloc = hook_real(t->dealloc);
    return text_address(*(uintptr_t *)&dealloc);
}

void
death_misfreed(void)
{
    if (dying == NULL || misfreed)
        return;
    misfreed = true;
    log_record("misfreed", x.trial->id, dying->name, dealloc_text(dying),
               NULL);
    x.found = true;
}

bool
death_watches(void)
{
    return dying != NULL;
}

static void
let_die(struct object *o, const struct type *of)
{
    dying = of;
    misfreed = false;
    py.PyErr_NoMemory();
    py.Py_DecRef(o);
    py.PyErr_Clear();
    dying = NULL;
}

/* An instance of a heap type owns a reference to it.  An instance whose
 * memory stays may do so, too. */
void
death_check(struct object *o)
{
    struct type *t = o->type;
    const struct block *b = arena_block_of((uintptr_t)o);
    bool heap = (t->flags & TYPE_HEAP) != 0;
    if (!type_ours(t) || b == NULL || object_references(o) != 1) {
        py.Py_DecRef(o);
        return;
    }
    object_pin(&t->base, PIN);
    intptr_t before = object_references(&t->base);
    let_die(o, t);
    if (!b->freed && object_references(o) > 0 && o->type == t)
        log_record("resurrected", x.trial->id, t->name, dealloc_text(t), NULL);
    if (!heap || !b->freed || object_references(&t->base) < before)
        return;
    log_record("kept", x.trial->id, t->name, dealloc_text(t), NULL);
    x.found = true;
}

static bool holds_tracked;

static int
tracked_visit(struct object *o, void *unused)
{
    (void)unused;
    holds_tracked |= o->type != py.type_type && object_valid(o) &&
                     object_tracked(o);
    return 0;
}

/* What can be in a cycle has to be known to the collector when it is given
 * away. */
void
death_untracked(struct object *o)
{
    const struct type *t = o->type;
    holds_tracked = false;
    if (!type_ours(t) || (t->flags & TYPE_GC) == 0 || t->traverse == NULL ||
        object_tracked(o))
        return;
    t->traverse(o, tracked_visit, NULL);
    if (!holds_tracked)
        return;
    log_record("untracked", x.trial->id, t->name, dealloc_text(t), NULL);
    x.found = true;
}

/* ---- tracked before it is set up ---------------------------------------- */

#define UNSET UINT64_C(0xcbcbcbcbcbcbcbcb)

/* PyObject_GC_New() leaves what lies behind the head as it is. */
void
early_fill(struct object *o)
{
    size_t head = sizeof *o + (o->type->itemsize != 0 ? 8 : 0);
    if ((size_t)o->type->basicsize > head)
        memset((char *)o + head, UNSET & 0xff,
               (size_t)o->type->basicsize - head);
}

static bool unset;

static int
unset_visit(struct object *o, void *unused)
{
    (void)unused;
    unset |= (uintptr_t)o == UNSET;
    return 0;
}

void
early_check(struct object *o)
{
    const struct type *t = o->type;
    unset = false;
    if (t->traverse == NULL || !type_ours(t))
        return;
    t->traverse(o, unset_visit, NULL);
    if (!unset)
        return;
    log_record("early", x.trial->id, t->name, dealloc_text(t), NULL);
    x.found = true;
}

/* class sub(type): pass */
static struct type *
subclass_make(struct type *t)
{
    struct object *args = py.Py_BuildValue("(s(O){})", "sub", t);
    struct object *sub = args == NULL ? NULL
                                      : py.PyObject_CallObject(
                                            &py.type_type->base, args);
    py.PyErr_Clear();
    return (struct type *)sub;
}

/* As the call at hand makes one, else from nothing, else with __new__(). */
static struct object *
instance_of(struct type *t)
{
    const char *kind = x.hook->entry->name;
    struct object *o = NULL, *none = py.PyTuple_New(0);
    if (strcmp(kind, "tp_new") == 0 || strcmp(kind, "tp_init") == 0)
        o = py.PyObject_Call(&t->base, (struct object *)x.args[1],
                             (struct object *)x.args[2]);
    py.PyErr_Clear();
    if (o == NULL)
        o = py.PyObject_Call(&t->base, none, NULL);
    py.PyErr_Clear();
    if (o == NULL && t->new != NULL)
        o = t->new(t, none, NULL);
    py.PyErr_Clear();
    return o;
}

/* A class made in Python has another allocator than its base may count on. */
void
death_of_subclass(struct type *t)
{
    if (!type_ours(t) || (t->flags & TYPE_BASE) == 0)
        return;
    struct type *sub = subclass_make(t);
    struct object *o = sub == NULL ? NULL : instance_of(sub);
    if (o != NULL && object_references(o) == 1)
        let_die(o, t);
}

/* ---- types that no call of the user makes instances of ------------------ */

enum { TYPE_IS_TYPE = 1U << 31 };

#define MOST_TYPES 512

static size_t
types_of(struct object *module, struct type **out)
{
    struct object *key, *value;
    struct object *dict = py.PyObject_GetAttrString(module, "__dict__");
    size_t n = 0;
    intptr_t place = 0;
    while (dict != NULL && n < MOST_TYPES &&
           py.PyDict_Next(dict, &place, &key, &value)) {
        struct type *t = (struct type *)value;
        if ((value->type->flags & TYPE_IS_TYPE) != 0 && type_ours(t))
            out[n++] = t;
    }
    for (size_t i = 0; i < n; i++)
        py.Py_IncRef(&out[i]->base);
    py.PyErr_Clear();
    return n;
}

/* type() or type.__new__(type), as everybody can after the import. */
void
deaths_in(struct object *module)
{
    struct type *types[MOST_TYPES];
    size_t n = types_of(module, types);
    for (size_t i = 0; i < n; i++) {
        struct object *o = instance_of(types[i]);
        if (o != NULL)
            death_check(o);
        death_of_subclass(types[i]);
    }
}
