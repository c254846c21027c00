/* Which calls give or take instances of the extension's own types. */
#include "rt.h"

#define TYPE_SLOTS 1024
#define MOST_OF_TYPE 4   /* calls that are written down, each way */
#define MOST_SET_UP 5000 /* calls that are looked at */
#define MOST_SHAPES 16   /* ... and set one up, with other arguments */

static struct {
    const struct type *type;
    unsigned char results, selves, n_shapes;
    uint64_t shapes[MOST_SHAPES];
} seen[TYPE_SLOTS];

static size_t
slot_of(const struct type *t)
{
    return (size_t)(((uintptr_t)t >> 4) * UINT64_C(0x9E3779B97F4A7C15) >> 40) %
           TYPE_SLOTS;
}

const struct type *
type_own(const struct type *t)
{
    while (t != NULL && !type_ours(t))
        t = t->tp_base;
    return t;
}

static void
note_call(const struct hook *h, const struct type *t, bool result)
{
    const struct type *own = type_own(t);
    function dealloc = hook_real(own->dealloc);
    log_record("instance", process_name, h->id, text_number(h->calls),
               own->name, text_address(*(uintptr_t *)&dealloc),
               own != t ? "heir"
               : result ? "result"
                        : "self",
               NULL);
}

/* False when there is no more to say of that type. */
static bool
note(const struct hook *h, const struct object *o, bool result)
{
    const struct type *t = o->type;
    size_t i = slot_of(t);
    if (seen[i].type == NULL)
        seen[i].type = t;
    unsigned char *n = result ? &seen[i].results : &seen[i].selves;
    if (seen[i].type != t || *n >= MOST_OF_TYPE)
        return false;
    if (type_own(t) == NULL) {
        *n = MOST_OF_TYPE;
        return false;
    }
    ++*n;
    note_call(h, t, result);
    return true;
}

/* ---- how instances are set up ------------------------------------------- */

/* So many arguments, and these keywords. */
static uint64_t
shape_of(const intptr_t *args)
{
    struct object *names = (struct object *)args[2], *key, *value;
    intptr_t place = 0;
    uint64_t h = (uint64_t)py.PyTuple_Size((struct object *)args[1]) + 1;
    while (names != NULL && py.PyDict_Next(names, &place, &key, &value)) {
        const char *s = py.PyUnicode_AsUTF8(key);
        for (; s != NULL && *s != '\0'; s++)
            h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
    }
    py.PyErr_Clear();
    return h;
}

/* Each way to do it once: which fields are filled depends on that. */
static void
note_set_up(const struct hook *h, const intptr_t *args)
{
    const struct object *self = (const struct object *)args[0];
    size_t i = slot_of(self->type);
    uint64_t shape;
    if (seen[i].type == NULL)
        seen[i].type = self->type;
    if (seen[i].type != self->type || seen[i].n_shapes >= MOST_SHAPES)
        return;
    shape = shape_of(args);
    for (unsigned char k = 0; k < seen[i].n_shapes; k++) {
        if (seen[i].shapes[k] == shape)
            return;
    }
    seen[i].shapes[seen[i].n_shapes++] = shape;
    if (type_own(self->type) != NULL)
        note_call(h, self->type, false);
}

void
instances_note(struct hook *h, const intptr_t *args, intptr_t value)
{
    const struct object *self = (const struct object *)args[0];
    const struct object *result = (const struct object *)value;
    if (strcmp(h->entry->name, "tp_init") == 0) {
        if (h->calls < MOST_SET_UP && !result_fails(h, value))
            note_set_up(h, args);
        return;
    }
    if (h->entry->args[0] == 'o' && self != NULL &&
        self->type != h->told_self && strcmp(h->entry->name, "tp_new") != 0 &&
        !note(h, self, false))
        h->told_self = self->type;
    if (h->entry->result == 'o' && result != NULL && !h->entry->once &&
        result->type != h->told_result && !note(h, result, true))
        h->told_result = result->type;
}
