/* How an instance came to be what it is: the call that made it and the calls
 * on it since, so that another one like it can be made.
 *
 * A call that changes what it is made on finds something else the second
 * time.  Repeated on an instance that was made anew for it, it does the same
 * each time; and that instance dies after it, which shows what was left in
 * it.  What is made so is what any program could have made: when the calls
 * known are not all there were, it is another instance than the user's, but
 * not a wrong one.
 *
 * What is kept has one reference more than the user's program expects, so that
 * only what a trial will need is: lives have numbers, the same in every run,
 * and the plan says which. */
#include "history.h"

#include <stdlib.h>

#define SETS 4096
#define WAYS 8 /* objects at once whose addresses fall into one set */
#define MOST_PAST 12
#define MOST_ITEMS 8

struct past {
    const struct hook *hook; /* NULL: tp_new of the type, none of ours */
    intptr_t args[6];
    struct object *items[MOST_ITEMS]; /* of an array */
    intptr_t n_items;
};

static struct life {
    const struct object *o;
    const struct type *type;
    unsigned number;
    bool blank; /* tp_new has made it, and nothing else happened */
    unsigned n; /* 0: not kept */
    struct past *past;
} *lives;

static unsigned n_lives;

static struct life *
life_set(const struct object *o)
{
    uint64_t set = ((uintptr_t)o >> 4) * UINT64_C(0x9E3779B97F4A7C15) >> 52;
    if (lives == NULL)
        lives = own_get((size_t)SETS * WAYS * sizeof *lives);
    return lives + set * WAYS;
}

/* Its own place, or that of the one which can best be done without. */
static struct life *
life_slot(const struct object *o)
{
    struct life *set = life_set(o), *worst = set;
    for (struct life *l = set; l < set + WAYS; l++) {
        bool kept = l->n > 0, worst_kept = worst->n > 0;
        if (l->o == o)
            return l;
        if (kept != worst_kept ? worst_kept : l->number < worst->number)
            worst = l;
    }
    return worst;
}

static struct life *
life_of(const struct object *o)
{
    struct life *l = life_slot(o);
    return l->o == o && l->type == o->type ? l : NULL;
}

unsigned
history_life(const struct object *o)
{
    const struct life *l = o == NULL || !object_valid(o) ? NULL : life_of(o);
    return l == NULL ? 0 : l->number;
}

/* ---- keeping ------------------------------------------------------------ */

static void
past_hold(const struct past *p, void (*each)(struct object *))
{
    const char *kind = p->hook == NULL ? "too" : p->hook->entry->args;
    for (size_t k = 0; *kind != '\0' && k < 6; kind++, k++) {
        if (strchr("otk", *kind) != NULL && (k > 0 || *kind != 'o'))
            each((struct object *)p->args[k]);
        k += *kind == 'a';
    }
    for (intptr_t i = 0; i < p->n_items; i++)
        each(p->items[i]);
}

static void
life_forget(struct life *l)
{
    unsigned n = l->n;
    l->n = 0;
    for (unsigned i = 0; i < n; i++) {
        past_hold(&l->past[i], py.Py_DecRef);
        if (i == 0 && l->past[i].hook != NULL &&
            l->past[i].hook->entry->args[0] == 'o')
            py.Py_DecRef((struct object *)l->past[i].args[0]);
    }
}

/* The array lies on somebody's stack. */
static bool
array_keep(struct past *p, size_t k, bool keywords)
{
    struct object **from = (struct object **)p->args[k];
    intptr_t n = p->args[k + 1];
    if (keywords && p->args[k + 2] != 0)
        n += py.PyTuple_Size((struct object *)p->args[k + 2]);
    if (n < 0 || n > MOST_ITEMS || (n > 0 && from == NULL))
        return false;
    p->n_items = n;
    for (intptr_t i = 0; i < n; i++)
        p->items[i] = from[i];
    return true;
}

/* False when it cannot be made again later. */
static bool
past_make(struct past *p, const struct hook *h, const intptr_t *args)
{
    *p = (struct past){.hook = h};
    memcpy(p->args, args, sizeof p->args);
    size_t k = 0;
    for (const char *kind = h->entry->args; *kind != '\0' && k < 6;
         kind++, k++) {
        if (*kind == 'p' && args[k] != 0 &&
            loaded_of((uintptr_t)args[k]) == NULL)
            return false;
        if (*kind == 'a' && !array_keep(p, k++, kind[1] == 'k'))
            return false;
    }
    return true;
}

static void
life_add(struct life *l, const struct past *p)
{
    l->past[l->n++] = *p;
    past_hold(p, py.Py_IncRef);
}

static void
life_begin(const struct object *o, const struct past *p)
{
    struct life *l = life_slot(o);
    life_forget(l);
    l->o = o;
    l->type = o->type;
    l->number = ++n_lives;
    l->blank = p->hook != NULL && strcmp(p->hook->entry->name, "tp_new") == 0;
    if (!plan_keeps(l->number))
        return;
    if (l->past == NULL)
        l->past = own_get(MOST_PAST * sizeof *l->past);
    life_add(l, p);
    if (p->hook != NULL && p->hook->entry->args[0] == 'o')
        py.Py_IncRef((struct object *)p->args[0]);
}

/* Types of the extension itself that something was made of. */
size_t
history_types(struct type **out, size_t most)
{
    const struct kind *k;
    size_t n = 0;
    for (size_t i = 0; n < most && (k = kind_met(i)) != NULL; i++) {
        if (k->own && object_valid(&k->type->base) && type_ours(k->type))
            out[n++] = (struct type *)k->type;
    }
    return n;
}

static bool
is_own(const struct object *o)
{
    const struct kind *k = kind_of(o->type);
    return k != NULL ? k->own : type_own(o->type) != NULL;
}

/* A life begins; unless tp_new is one of ours, nobody has seen that. */
static void
set_up_note(const struct object *self, const struct past *p)
{
    struct past new = {.args = {(intptr_t)self->type, p->args[1], p->args[2]}};
    struct life *l = life_of(self);
    if (l == NULL || !l->blank)
        life_begin(self, &new);
    life_slot(self)->blank = false;
}

/* What makes one is none of the extension's, and nothing sets it up. */
static bool
is_plain(struct hook *h, const struct type *t)
{
    const struct type *base = py.type_type->tp_base;
    function new = (function)t->new;
    if (new == h->own_new || new == NULL || base == NULL ||
        t->init != base->init)
        return false;
    if (loaded_of((uintptr_t)(void *)hook_real(new)) == NULL)
        return true;
    h->own_new = new;
    return false;
}

/* Before a call on it; the first that is seen is where its life begins. */
void
history_meet(struct hook *h, const intptr_t *args)
{
    struct object *self = (struct object *)args[0];
    if (h->entry->args[0] != 'o' || h->entry->once || self == NULL ||
        !is_plain(h, self->type) || !is_own(self) || life_of(self) != NULL)
        return;
    struct past new = {
        .args = {(intptr_t)self->type, (intptr_t)py.PyTuple_New(0), 0}};
    life_begin(self, &new);
    py.Py_DecRef((struct object *)new.args[1]);
}

static void
self_note(const struct past *p, bool sets_up)
{
    const struct object *self = (const struct object *)p->args[0];
    if (sets_up)
        set_up_note(self, p);
    struct life *l = life_of(self);
    if (l != NULL && l->n > 0 && l->n < MOST_PAST)
        life_add(l, p);
}

static bool
made_own(struct hook *h, const struct object *made)
{
    if (is_own(made))
        return true;
    if ((made->type->flags & TYPE_HEAP) == 0)
        h->foreign = made->type;
    return false;
}

void
history_note(struct hook *h, const intptr_t *args, intptr_t value)
{
    const struct object *self = (const struct object *)args[0];
    const struct object *made = (const struct object *)value;
    bool makes = h->entry->result == 'o' && made != NULL &&
                 made->type != h->foreign && made != self &&
                 object_references(made) == 1 && made_own(h, made);
    bool on_self = (h->sets_up || plan.n_lives > 0) &&
                   h->entry->args[0] == 'o' && self != NULL && is_own(self);
    if (!makes && !on_self)
        return;
    bool sets_up = on_self && h->sets_up;
    struct past p;
    if (h->entry->once || result_fails(h, value) || !past_make(&p, h, args))
        return;
    if (makes)
        life_begin(made, &p);
    if (on_self)
        self_note(&p, sets_up);
}

/* ---- making it again ---------------------------------------------------- */

static intptr_t
past_again(const struct past *p, intptr_t self)
{
    intptr_t args[6];
    memcpy(args, p->args, sizeof args);
    const char *array = strchr(p->hook->entry->args, 'a');
    if (array != NULL)
        args[array - p->hook->entry->args] = (intptr_t)p->items;
    if (self != 0)
        args[0] = self;
    return hook_invoke(p->hook, args);
}

static struct object *
first_again(const struct life *l)
{
    const struct past *p = &l->past[0];
    if (p->hook != NULL)
        return (struct object *)past_again(p, 0);
    struct type *t = (struct type *)p->args[0];
    function new = hook_real((function)t->new);
    return ((struct object *
             (*)(struct type *, struct object *, struct object *)) new)(
        t, (struct object *)p->args[1], (struct object *)p->args[2]);
}

bool
history_has(const struct object *o)
{
    const struct life *l = o == NULL || !object_valid(o) ? NULL : life_of(o);
    return l != NULL && l->n > 0;
}

struct object *
history_again(const struct object *old)
{
    const struct life *l = life_of(old);
    struct object *o = l == NULL || l->n == 0 ? NULL : first_again(l);
    for (unsigned i = 1; o != NULL && o->type == l->type && i < l->n; i++) {
        const struct past *p = &l->past[i];
        intptr_t value = past_again(p, (intptr_t)o);
        if (p->hook->entry->result == 'o')
            py.Py_DecRef((struct object *)value);
        py.PyErr_Clear();
    }
    py.PyErr_Clear();
    if (o == NULL || o->type == l->type)
        return o;
    py.Py_DecRef(o);
    return NULL;
}
