/* What an instance releases when it dies, and what its tp_traverse showed of
 * it: a reference that was released but never visited keeps cycles alive. */
#include "rt.h"

#include <stdlib.h>

#define MOST_TARGETS 256

struct target {
    struct object *o;
    size_t offset;
    intptr_t words; /* of the instance that hold it */
    intptr_t visits, before;
};

static struct target targets[MOST_TARGETS];
static size_t n_targets;

static struct target *
target_of(struct object *o)
{
    for (size_t i = 0; i < n_targets; i++) {
        if (targets[i].o == o)
            return &targets[i];
    }
    return NULL;
}

static int
visit(struct object *o, void *unused)
{
    (void)unused;
    struct target *t = target_of(o);
    if (t != NULL)
        t->visits++;
    return 0;
}

static void
word_take(struct object *instance, size_t offset)
{
    struct object *o;
    memcpy(&o, (char *)instance + offset, sizeof o);
    if (o == instance || !object_certain(o) || object_immortal(o))
        return;
    struct target *t = target_of(o);
    if (t == NULL && n_targets < MOST_TARGETS) {
        t = &targets[n_targets++];
        *t = (struct target){.o = o, .offset = offset};
    }
    if (t != NULL)
        t->words++;
}

static bool
type_concerns(const struct type *t)
{
    function dealloc = hook_real(t->dealloc), traverse = (function)t->traverse;
    if (loaded_of(*(uintptr_t *)&dealloc) == NULL &&
        loaded_of(*(uintptr_t *)&traverse) == NULL)
        return false;
    for (size_t i = 0; i < control->n_traversed; i++) {
        if (control->traversed[i] == (uintptr_t)t)
            return false;
    }
    if (control->n_traversed >=
        sizeof control->traversed / sizeof *control->traversed)
        return false;
    control->traversed[control->n_traversed++] = (uintptr_t)t;
    return true;
}

static void
targets_pin(void)
{
    for (size_t i = 0; i < n_targets; i++) {
        object_pin(targets[i].o, PIN);
        targets[i].before = object_references(targets[i].o);
    }
}

static void
targets_take(struct object *o)
{
    const struct type *t = o->type;
    n_targets = 0;
    /* Since 3.9 an instance of a heap type visits its type. */
    if ((t->flags & TYPE_HEAP) != 0 && py.minor >= 9)
        word_take(o, offsetof(struct object, type));
    for (size_t k = sizeof *o; k + 8 <= (size_t)t->basicsize; k += 8) {
        if ((intptr_t)k != t->weaklistoffset)
            word_take(o, k);
    }
    if ((t->flags & TYPE_GC) != 0 && t->traverse != NULL)
        t->traverse(o, visit, NULL);
    targets_pin();
}

/* The process ends soon: whoever else holds the instance never looks. */
static void
instance_destroy(struct object *o)
{
    object_pin(o, 1 - object_references(o));
    py.Py_DecRef(o);
    py.PyErr_Clear();
}

/* A static type is in no cycle that could die. */
static bool
never_collected(const struct object *o)
{
    return o->type == py.type_type &&
           (((const struct type *)o)->flags & TYPE_HEAP) == 0;
}

void
traverse_check(struct object *o)
{
    const struct type *type = o->type;
    const char *name = object_type_name(o);
    bool gc = (type->flags & TYPE_GC) != 0;
    if (object_immortal(o) || !type_concerns(type))
        return;
    targets_take(o);
    instance_destroy(o);
    for (size_t i = 0; i < n_targets; i++) {
        const struct target *t = &targets[i];
        intptr_t released = t->before - object_references(t->o);
        if (released <= t->visits || t->words <= t->visits ||
            (t->o->type->flags & TYPE_GC) == 0 || never_collected(t->o))
            continue;
        log_record("traverse", x.trial->id, name, text_number(t->offset),
                   object_type_name(t->o), text_number((uint64_t)released),
                   gc ? text_number((uint64_t)t->visits) : "none",
                   text_address(*(uintptr_t *)&type->traverse), NULL);
        x.found = x.found || gc;
    }
}

/* What a module lets go of when it is cleared, and had not shown. */
void
traverse_module(struct object *module)
{
    const struct module_def *def = py.PyModule_GetDef(module);
    char *state = py.PyModule_GetState(module);
    if (def == NULL || state == NULL || def->traverse == NULL ||
        def->clear == NULL)
        return;
    n_targets = 0;
    for (intptr_t k = 0; k + 8 <= def->size; k += 8) {
        struct object *o;
        memcpy(&o, state + k, sizeof o);
        if (!object_certain(o) || object_immortal(o))
            continue;
        if (n_targets < MOST_TARGETS && target_of(o) == NULL)
            targets[n_targets++] = (struct target){.o = o,
                                                   .offset = (size_t)k};
    }
    def->traverse(module, visit, NULL);
    targets_pin();
    def->clear(module);
    py.PyErr_Clear();
    for (size_t i = 0; i < n_targets; i++) {
        const struct target *t = &targets[i];
        intptr_t released = t->before - object_references(t->o);
        if (released <= t->visits || (t->o->type->flags & TYPE_GC) == 0 ||
            never_collected(t->o))
            continue;
        log_record("traverse", x.trial->id, "module", text_number(t->offset),
                   object_type_name(t->o), text_number((uint64_t)released),
                   text_number((uint64_t)t->visits),
                   text_address(*(const uintptr_t *)&def->traverse), NULL);
        x.found = true;
    }
}
