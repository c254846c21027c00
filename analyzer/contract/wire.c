/* A contract as bytes, with what was inferred beyond its text. */
#include "contract.h"

struct pass {
    struct wire *w;
    symtab *syms;
};

static void
pass_cond(struct pass *p, struct cond *c)
{
    WIRE_INT(p->w, c->kind);
    WIRE_INT(p->w, c->param);
    wire_bool(p->w, &c->cell);
    WIRE_INT(p->w, c->compare);
    wire_bool(p->w, &c->null);
    wire_i64(p->w, &c->number);
}

static void
pass_outcome(struct pass *p, struct outcome *o)
{
    WIRE_INT(p->w, o->result);
    WIRE_INT(p->w, o->exc);
    wire_sym(p->w, p->syms, &o->kind);
    WIRE_INT(p->w, o->param);
    WIRE_INT(p->w, o->index);
    wire_i64(p->w, &o->lo);
    wire_i64(p->w, &o->hi);
    WIRE_EACH(p, struct cond, o->conds, o->n_conds, pass_cond);
    WIRE_INT(p->w, o->fails);
    wire_sym(p->w, p->syms, &o->global);
    wire_bool(p->w, &o->found);
    wire_sym(p->w, p->syms, &o->field);
    wire_i64(p->w, &o->offset);
    wire_bool(p->w, &o->pure);
    wire_bool(p->w, &o->doubt);
    wire_bool(p->w, &o->behind);
    wire_bool(p->w, &o->placed);
    wire_bool(p->w, &o->given);
    WIRE_INT(p->w, o->turn);
}

static void
pass_effect(struct pass *p, struct effect *e)
{
    WIRE_INT(p->w, e->verb);
    wire_sym(p->w, p->syms, &e->kind);
    WIRE_INT(p->w, e->other);
    wire_u32(p->w, &e->when);
    wire_bool(p->w, &e->known);
    wire_i64(p->w, &e->number);
    wire_bool(p->w, &e->stale);
    wire_bool(p->w, &e->typed);
    WIRE_INT(p->w, e->moved);
}

static void
pass_part(struct pass *p, struct param_part *q)
{
    wire_sym(p->w, p->syms, &q->name);
    wire_i64(p->w, &q->offset);
    wire_sym(p->w, p->syms, &q->kind);
    wire_u32(p->w, &q->when);
}

static void
pass_param(struct pass *p, struct param *q)
{
    wire_sym(p->w, p->syms, &q->name);
    WIRE_EACH(p, struct effect, q->effects, q->n_effects, pass_effect);
    wire_u32(p->w, &q->doubt);
    WIRE_EACH(p, struct param_part, q->parts, q->n_parts, pass_part);
    wire_bool(p->w, &q->reads);
    wire_bool(p->w, &q->ignored);
}

static void
pass_hold(struct pass *p, struct hold *h)
{
    wire_sym(p->w, p->syms, &h->kind);
    wire_u32(p->w, &h->when);
}

void
contract_wire(struct wire *w, symtab *syms, struct contract *c)
{
    struct pass *p = &(struct pass){w, syms};
    wire_sym(w, syms, &c->name);
    WIRE_EACH(p, struct param, c->params, c->n_params, pass_param);
    WIRE_EACH(p, struct outcome, c->outcomes, c->n_outcomes, pass_outcome);
    wire_bool(w, &c->unstable);
    wire_bool(w, &c->sole);
    wire_bool(w, &c->calls);
    WIRE_INT(w, c->seldom);
    WIRE_INT(w, c->thread);
    wire_bool(w, &c->thread_mixed);
    pass_hold(p, &c->enters);
    pass_hold(p, &c->leaves);
    wire_str(w, &c->needs);
    WIRE_INT(w, c->since.major);
    WIRE_INT(w, c->since.minor);
    WIRE_INT(w, c->until.major);
    WIRE_INT(w, c->until.minor);
    WIRE_INT(w, c->fails);
    wire_sym(w, syms, &c->format);
    WIRE_INT(w, c->format_param);
    WIRE_INT(w, c->makes);
    wire_bool(w, &c->utf8);
    wire_bool(w, &c->clobbers);
    wire_bool(w, &c->clobbers_first);
    wire_bool(w, &c->yields);
    wire_bool(w, &c->jumps);
    wire_sym(w, syms, &c->raises);
    wire_u32(w, &c->no_types);
    wire_str(w, &c->touches);
    wire_u32(w, &c->scribbles);
    wire_u32(w, &c->looks_into);
    wire_sym(w, syms, &c->looks_with);
    wire_str(w, &c->note);
    wire_str(w, &c->where);
    wire_bool(w, &c->shipped);
    wire_bool(w, &c->guessed);
}
