/* Blocks of an object that are used while the GIL is released, though another
 * method frees them: the second thread only has to call it.  And references
 * that were read from a field before the GIL was released and are used
 * afterwards, though another method drops what that field holds.
 *
 * Learned before the exploration are fields whose block or reference some
 * method, or a helper of one, frees or replaces without a lock.
 */
#include "call.h"
#include "owners.h"
#include "types.h"

#include <string.h>

/* ---- methods that free ---- */

/* The memory of an object's own; connections and files may have locks that
   their library knows of. */
static bool
frees(const struct param *p)
{
    static const char *const kinds[] = {"mem", "raw", "obj", "malloc", NULL};
    for (size_t i = 0; p != NULL && i < p->n_effects; i++) {
        const struct effect *e = &p->effects[i];
        if ((e->verb == VERB_RELEASES || e->verb == VERB_REPLACES) &&
            str_is_one_of(e->kind, kinds))
            return true;
    }
    return false;
}

/* The field that the operand is, or is the address of. */
static const struct op *
field_of(const struct func *f, const struct operand *o)
{
    for (int i = 0; i < 4; i++) {
        const struct op *op = func_made_by(f, o);
        if (op == NULL || op->kind == OP_FIELD)
            return op;
        if (op->kind != OP_LOAD && op->kind != OP_COPY && op->kind != OP_CAST)
            return NULL;
        o = &op->a;
    }
    return NULL;
}

static const struct type *
object_record(const struct func *f, const struct op *field)
{
    if (field == NULL || field->a.kind != OPERAND_SLOT)
        return NULL;
    const struct type *t = f->slots[field->a.index].type;
    return type_is_object_pointer(t) ? t->target : NULL;
}

static bool
drops(const struct program *p, const struct param *param)
{
    for (size_t i = 0; i < param->n_effects; i++) {
        const struct effect *e = &param->effects[i];
        if (e->kind == p->ref &&
            (e->verb == VERB_RELEASES || e->verb == VERB_CLEARS ||
             e->verb == VERB_REPLACES))
            return true;
    }
    return false;
}

static void
learn_call(struct program *p, const struct func *f, const struct op *op,
           bool replaces)
{
    const struct contract *c = program_line(p, op);
    for (size_t i = 0; c != NULL && i < c->n_params && i < op->n_args; i++) {
        bool block = frees(&c->params[i]);
        const struct op *field = block || drops(p, &c->params[i])
                                     ? field_of(f, &op->args[i])
                                     : NULL;
        const struct type *record = object_record(f, field);
        if (record == NULL || (!block && !replaces))
            continue;
        struct owner o = {
            .record = record, .offset = field->offset, .end = f->name};
        if (block)
            VEC_PUSH(p->keep, &p->owners->freed, o);
        else
            VEC_PUSH(p->keep, &p->owners->dropped, o);
    }
}

void
unguarded_learn(struct program *p)
{
    for (size_t i = 0; i < p->procs.n; i++) {
        const struct procedure *proc = &p->procs.v[i];
        const struct func *f = proc->func;
        if (f->locks || proc->sharing < SHARING_HELPER)
            continue;
        for (size_t b = 0; b < f->n_blocks; b++)
            for (size_t k = 0; k < f->blocks[b].n_ops; k++) {
                const struct op *op = &f->blocks[b].ops[k];
                if (op->kind == OP_CALL && op->callee != NULL)
                    learn_call(p, f, op, proc->sharing == SHARING_METHOD);
            }
    }
}

/* ---- uses ---- */

/* The field of the method's object that v was read from. */
static const struct term *
source_field(const struct explorer *x, value v)
{
    const struct term *t = term_at(&x->terms, v);
    while (t->kind == VALUE_ELEM || t->kind == VALUE_BINARY)
        t = term_at(&x->terms, t->a);
    value at = t->kind == VALUE_SYMBOL ? term_read_from(t) : NO_VALUE;
    t = at == NO_VALUE ? NULL : term_at(&x->terms, at);
    if (t == NULL || t->kind != VALUE_FIELD || t->record == NULL)
        return NULL;
    const struct term *self = term_at(&x->terms, t->a);
    return self->kind == VALUE_PARAM && self->number == 0 &&
                   type_is_object_pointer(self->type)
               ? t
               : NULL;
}

static sym
ended_by(const struct explorer *x, const struct owner *v, size_t n,
         const struct term *field)
{
    for (size_t i = 0; i < n; i++)
        if (v[i].offset == (uint64_t)field->number && v[i].end != x->f->name &&
            same_record(v[i].record, field->record))
            return v[i].end;
    return NULL;
}

/* `self->busy = 1;`: others are told to keep off. */
static bool
is_marked(const struct explorer *x, const struct state *s, value self)
{
    for (size_t i = 0; i < s->memory.n; i++) {
        const struct term *t = term_at(&x->terms, s->memory.v[i].at);
        value v = s->memory.v[i].content;
        if (t->kind != VALUE_FIELD || t->a != self || v == ZEROED)
            continue;
        const struct term *n = term_at(&x->terms, v);
        if (n->kind == VALUE_INT || n->kind == VALUE_BINARY)
            return true;
    }
    return false;
}

void
unguarded_tell(struct explorer *x, const struct state *s, const struct op *op,
               value v)
{
    if (x->sink == NULL || s->thread != THREAD_DETACHED || !s->switched ||
        x->proc->sharing < SHARING_HELPER || x->p->owners->freed.n == 0 ||
        holds_lock(s) || x->f->locks_unseen)
        return;
    const struct term *field = source_field(x, v);
    const struct owners *o = x->p->owners;
    sym by = field == NULL ? NULL : ended_by(x, o->freed.v, o->freed.n, field);
    if (by != NULL && !is_marked(x, s, field->a))
        tell(x, s, EVENT_UNGUARDED, op, v,
             &(struct event){
                 .arg = -1, .by = by, .confidence = CONFIDENCE_LIKELY});
}

void
unguarded_yield(struct explorer *x, struct state *s, const struct op *op)
{
    const struct owners *o = x->p->owners;
    borrow_doubt(x, s, op);
    if (o->dropped.n == 0 || x->proc->sharing < SHARING_HELPER ||
        holds_lock(s) || x->f->locks)
        return;
    for (size_t i = 0; i < s->slots.n; i++) {
        value v = s->slots.v[i].content;
        const struct term *field = type_is_object_pointer(
                                       term_at(&x->terms, v)->type)
                                       ? source_field(x, v)
                                       : NULL;
        const struct fact *f = state_fact(s, v);
        if (field == NULL || f->owned > 0 || f->held > 0 ||
            (f->flags & (FLAG_ESCAPED | FLAG_SHAKEN)) != 0 ||
            ended_by(x, o->dropped.v, o->dropped.n, field) == NULL ||
            is_marked(x, s, field->a))
            continue;
        struct fact *g = state_fact_make(x, s, v);
        g->flags |= FLAG_LOOSE | FLAG_SHAKEN;
        g->dropped = op;
    }
}
