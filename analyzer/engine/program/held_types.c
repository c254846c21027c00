/* The built-in types of what places of the program hold.
 *
 * Where the whole program puts nothing into a field or a global variable but
 * what PyUnicode_FromString() and its like make, a str is found there: no
 * code of Python runs when it is hashed or compared, and no conversion of it
 * fails for its type.  Whose address goes anywhere else holds anything.
 */
#include "call.h"
#include "owners.h"

#include <stdlib.h>
#include <string.h>

/* ---- learning ---- */

struct learning {
    struct program *p;
    const struct procedure *proc;
    arena *keep;
    VEC(struct held) seen;
};

/* NULL is no object of any type. */
static unsigned
types_put(const struct learning *l, const struct operand *o)
{
    if (o->kind == OPERAND_INT)
        return 0;
    const struct op *op = func_made_by(l->proc->func, o);
    while (op != NULL && (op->kind == OP_COPY || op->kind == OP_CAST))
        op = func_made_by(l->proc->func, &op->a);
    return op == NULL ? OBJECT_ANY : object_types_made(program_line(l->p, op));
}

/* `PyObject *key;` in a header is one variable in all files. */
static void
be_shared(const struct program *p, struct spot *s)
{
    if (s->global != NULL)
        s->global = program_shared_global(p, s->global);
}

/* A place for a pointer to an object. */
static bool
find_spot(const struct learning *l, const struct operand *o, struct spot *out)
{
    *out = (struct spot){0};
    if (o->kind == OPERAND_GLOBAL) {
        out->global = program_global(l->p, l->proc->unit, o->name);
        return out->global != NULL &&
               type_is_object_pointer(out->global->type);
    }
    const struct op *field = func_made_by(l->proc->func, o);
    const struct type *t = field == NULL ? NULL : field->type;
    return field != NULL && field->kind == OP_FIELD && type_is_pointer(t) &&
           type_is_object_pointer(t->target) &&
           spot_of_field(l->p, l->proc, field, out);
}

static void
note(struct learning *l, const struct operand *place, unsigned types)
{
    struct held h = {.types = (uint16_t)types};
    if (!find_spot(l, place, &h.spot))
        return;
    be_shared(l->p, &h.spot);
    VEC_PUSH(l->keep, &l->seen, h);
}

static void
note_op(struct learning *l, const struct op *op)
{
    if (op->kind == OP_STORE)
        note(l, &op->a, types_put(l, &op->b));
    else if (op->kind != OP_LOAD && op->kind != OP_FIELD)
        note(l, &op->a, OBJECT_ANY);
    note(l, &op->b, OBJECT_ANY);
    for (size_t i = 0; i < op->n_args; i++)
        note(l, &op->args[i], OBJECT_ANY);
}

static void
note_function(struct learning *l, const struct procedure *proc)
{
    const struct func *f = proc->func;
    l->proc = proc;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++)
            note_op(l, &f->blocks[b].ops[i]);
}

static int
by_name(const struct spot *a, const struct spot *b)
{
    if ((a->global == NULL) != (b->global == NULL))
        return a->global == NULL ? -1 : 1;
    if (a->global != NULL)
        return strcmp(a->global->name, b->global->name);
    return a->offset < b->offset ? -1 : a->offset > b->offset;
}

static int
by_spot(const void *a, const void *b)
{
    return by_name(&((const struct held *)a)->spot,
                   &((const struct held *)b)->spot);
}

/* Of those with the same name or offset; each place once. */
static void
keep_known(struct program *p, const struct held *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct held one = v[i];
        bool first = true;
        for (size_t k = 0; k < n; k++)
            if (spot_equal(&v[k].spot, &one.spot)) {
                first &= k >= i;
                one.types |= v[k].types;
            }
        if (first && one.types != 0 && one.types != OBJECT_ANY)
            VEC_PUSH(p->keep, &p->owners->held, one);
    }
}

void
held_types_learn(struct program *p)
{
    struct learning l = {.p = p, .keep = arena_new()};
    for (size_t i = 0; i < p->procs.n; i++)
        note_function(&l, &p->procs.v[i]);
    if (l.seen.n > 0)
        qsort(l.seen.v, l.seen.n, sizeof *l.seen.v, by_spot);
    for (size_t i = 0, n; i < l.seen.n; i += n) {
        for (n = 1; i + n < l.seen.n &&
                    by_name(&l.seen.v[i].spot, &l.seen.v[i + n].spot) == 0;)
            n++;
        keep_known(p, &l.seen.v[i], n);
    }
    arena_free(l.keep);
}

void
held_types_wire(const struct program *p, struct wire *w)
{
    uint32_t n = (uint32_t)p->owners->held.n;
    wire_u32(w, &n);
    for (size_t i = 0; i < n; i++) {
        uint32_t types = p->owners->held.v[i].types;
        spot_wire(w, &p->owners->held.v[i].spot);
        wire_u32(w, &types);
    }
}

/* ---- asking ---- */

void
held_types_know(struct explorer *x, struct state *s, value address, value v)
{
    const struct owners *o = x->p->owners;
    struct held h = {0};
    if (o->held.n == 0 || !spot_of_value(x, address, &h.spot))
        return;
    be_shared(x->p, &h.spot);
    size_t lo = 0, hi = o->held.n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (by_spot(&o->held.v[mid], &h) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < o->held.n && by_spot(&o->held.v[lo], &h) == 0; lo++)
        if (spot_equal(&o->held.v[lo].spot, &h.spot))
            object_narrow(x, s, v, o->held.v[lo].types);
}
