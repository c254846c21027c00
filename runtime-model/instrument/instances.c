/* Which calls give or take instances of the extension's own types. */
#include "history.h"

#define MOST_OF_TYPE 4   /* calls that are written down, each way */
#define MOST_SET_UP 5000 /* calls that are looked at */

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
    struct kind *k = kind_of(o->type);
    if (k == NULL || !k->own)
        return false;
    unsigned char *n = result ? &k->results : &k->selves;
    if (*n >= MOST_OF_TYPE)
        return false;
    ++*n;
    note_call(h, o->type, result);
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
    struct kind *k = kind_of(self->type);
    if (k == NULL || k->n_shapes >= KIND_SHAPES)
        return;
    uint64_t shape = shape_of(args);
    for (unsigned char i = 0; i < k->n_shapes; i++) {
        if (k->shapes[i] == shape)
            return;
    }
    k->shapes[k->n_shapes++] = shape;
    if (k->own)
        note_call(h, self->type, false);
}

void
instances_note(struct hook *h, const intptr_t *args, intptr_t value)
{
    const struct object *self = (const struct object *)args[0];
    const struct object *result = (const struct object *)value;
    if (h->sets_up) {
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
