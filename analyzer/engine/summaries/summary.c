/* The inferred contract of a function: what its exits have in common.
 *
 * Each return adds one exit; exits with the same effects become one
 * outcome.  Conditions on parameters are kept as far as they tell outcomes
 * apart.
 */
#include "summary.h"
#include "call.h"
#include "doubt.h"

#include <string.h>

/* ---- effects of one exit ------------------------------------------------ */

/* The parameter that has a reference of its own to what was released. */
static int
put_into(const struct explorer *x, const struct fact *f)
{
    const struct term *in = term_at(&x->terms, f->lender);
    bool argument = term_at(&x->terms, f->v)->kind == VALUE_PARAM;
    return argument && in->kind == VALUE_PARAM && f->lender != f->v
               ? (int)in->number
               : -1;
}

static struct change
stolen_into(sym kind, int param)
{
    struct change c = changed(VERB_STEALS, kind);
    c.into = 1 + param;
    return c;
}

static struct change
value_change(const struct explorer *x, const struct state *s, value v)
{
    const struct fact *f = state_fact(s, v);
    int held = held_count(x, s, v);
    int net = f->owned - held;
    if (f->kind == NULL && held > 0)
        return changed(VERB_ESCAPES, x->p->ref);
    uint32_t gone = FLAG_ESCAPED | FLAG_RELEASED | FLAG_GIVEN;
    if (net == 0 && (f->flags & (FLAG_KEPT | gone)) == FLAG_KEPT)
        return changed(VERB_RETAINS, x->p->ref);
    if (f->kind == NULL && (f->flags & FLAG_ESCAPED) == 0)
        return (struct change){0};
    sym kind = f->kind == NULL ? x->p->ref : f->kind;
    if ((f->flags & FLAG_ESCAPED) != 0)
        return changed(VERB_ESCAPES, kind);
    if (kind == x->p->buffer && f->owned > 0)
        return changed(VERB_GIVES, kind);
    if (held > 0 && net != 0)
        return changed(VERB_ESCAPES, kind);
    if (held > 0)
        return changed(VERB_RETAINS, kind);
    if (net > 0)
        return changed(VERB_ACQUIRES, kind);
    if ((f->flags & FLAG_RELEASED) != 0 && (net < 0 || kind != x->p->ref))
        return put_into(x, f) >= 0 ? stolen_into(kind, put_into(x, f))
                                   : changed(VERB_RELEASES, kind);
    if ((f->flags & FLAG_GIVEN) != 0)
        return changed(VERB_STEALS, kind);
    return (struct change){0};
}

/* The fact of what *param held at first, if the function consumed that. */
static const struct fact *
consumed_cell(const struct explorer *x, const struct state *s, value param)
{
    for (size_t i = 0; i < s->facts.n; i++) {
        const struct fact *f = &s->facts.v[i];
        const struct term *t = term_at(&x->terms, f->v);
        if (t->kind == VALUE_SYMBOL && t->a == param && f->kind != NULL &&
            (f->flags & (FLAG_RELEASED | FLAG_GIVEN)) != 0)
            return f;
    }
    return NULL;
}

/* Stored in more places than there are references, behind parameters and in
   fields: which of them the caller has to release cannot be told. */
static bool
is_shared(const struct explorer *x, const struct state *s, value v)
{
    return held_count(x, s, v) > state_fact(s, v)->owned;
}

static struct change
given(const struct explorer *x, const struct state *s, value v)
{
    const struct fact *f = state_fact(s, v);
    sole_note(x, s, v);
    if (!is_shared(x, s, v))
        return changed(VERB_GIVES, f->kind);
    struct change c = changed(VERB_FILLS, x->p->ref);
    int cells = 0;
    for (size_t i = 0; i < s->memory.n; i++)
        cells += s->memory.v[i].content == v &&
                 term_at(&x->terms, s->memory.v[i].at)->kind == VALUE_PARAM;
    if (cells == held_count(x, s, v) && f->owned == 1)
        c.shared = f->kind;
    return c;
}

/* *param was consumed and holds v now. */
static struct change
replaced(const struct explorer *x, const struct state *s, value v, sym kind)
{
    const struct term *t = v == ZEROED ? NULL : term_at(&x->terms, v);
    struct change c = changed(VERB_CLEARS, kind);
    if (t != NULL && t->kind == VALUE_PARAM)
        c.moved = 1 + (int)t->number;
    else if (t != NULL && value_null(x, s, v) != NULL_IS)
        return changed(VERB_ESCAPES, x->p->contents);
    return c;
}

/* Its code looks at what the caller has in the variable. */
static bool
reads_cell(const struct func *f, uint32_t param)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->kind == OP_LOAD && op->a.kind == OPERAND_SLOT &&
                op->a.index == param)
                return true;
        }
    return false;
}

/* A loop has put another node to the head of the list, as when it turns the
   list round: what was there is most likely behind it. */
static bool
is_reordered(const struct explorer *x, const struct term *now, value param)
{
    const struct term *p = term_at(&x->terms, param);
    const struct type *type = p->type->target;
    return now != NULL && now->kind == VALUE_PHI &&
           !type_is_object_pointer(type) && p->kind == VALUE_PARAM &&
           reads_cell(x->f, (uint32_t)p->number);
}

static struct change
cell_change(struct explorer *x, const struct state *s, value param)
{
    const struct type *t = term_at(&x->terms, param)->type;
    value v = state_load(s, param);
    if (t == NULL || t->kind != TYPE_POINTER)
        return (struct change){0};
    const struct fact *gone = consumed_cell(x, s, param);
    if (gone != NULL && v != NO_VALUE && v != ZEROED &&
        state_fact(s, v)->owned > 0 && state_fact(s, v)->kind == gone->kind)
        return changed(VERB_REPLACES, gone->kind);
    if (gone != NULL && v != NO_VALUE && v != gone->v)
        return replaced(x, s, v, gone->kind);
    if (gone != NULL && v == gone->v && (gone->flags & FLAG_FIRST) != 0 &&
        (gone->flags & FLAG_GIVEN) == 0)
        return (struct change){.any = true,
                               .verb = VERB_CLEARS,
                               .kind = gone->kind,
                               .stale = true};
    if (gone != NULL)
        return changed(VERB_ESCAPES, x->p->contents);
    if (v == NO_VALUE)
        return (s->blurred || s->wrote) && x->writes.unnamed &&
                       type_is_pointer(t->target)
                   ? changed(VERB_ESCAPES, x->p->contents)
                   : (struct change){0};
    const struct fact *f = state_fact(s, v == ZEROED ? NO_VALUE : v);
    const struct term *n = v == ZEROED ? NULL : term_at(&x->terms, v);
    /* Only read, never written; or with a reference of its own now. */
    if (n != NULL && n->kind == VALUE_SYMBOL && n->a == param)
        return f->owned > 0 ? changed(VERB_ESCAPES, x->p->contents)
                            : (struct change){0};
    bool pointer = type_is_pointer(t->target);
    if (pointer && v != ZEROED &&
        (was_moved(x, s, v) || is_reordered(x, n, param)))
        return changed(VERB_ESCAPES, x->p->contents);
    if (pointer && (v == ZEROED || value_null(x, s, v) == NULL_IS))
        return changed(VERB_NULLS, x->p->ref);
    if (f->kind != NULL && f->owned > 0 && (f->flags & FLAG_ESCAPED) == 0)
        return given(x, s, v);
    if (f->kind == x->p->ref && f->origin != ORIGIN_UNKNOWN &&
        (f->flags & FLAG_ESCAPED) == 0)
        return changed(VERB_LENDS, f->kind);
    int64_t lo = 0, hi = 0;
    if (n != NULL)
        value_range(x, s, v, &lo, &hi);
    return (struct change){.any = true,
                           .verb = VERB_FILLS,
                           .kind = x->p->ref,
                           .known = lo == hi,
                           .number = lo == hi ? lo : 0};
}

/* ---- the result ---- */

static int
param_number(const struct explorer *x, value v)
{
    const struct term *t = term_at(&x->terms, v);
    return t->kind == VALUE_PARAM ? (int)t->number : -1;
}

/* Kept in a C struct that the caller passed, or that was found in memory, and
   returned: which of the two is the owner cannot be told. */
static bool
held_by_struct(const struct explorer *x, const struct state *s, value v)
{
    for (size_t i = 0; i < s->memory.n; i++) {
        value root = term_root(&x->terms, s->memory.v[i].at);
        const struct term *t = term_at(&x->terms, root);
        bool found = t->kind == VALUE_SYMBOL && t->type != NULL &&
                     term_read_from(t) != NO_VALUE;
        if (s->memory.v[i].content == v && (t->kind == VALUE_PARAM || found) &&
            root != s->memory.v[i].at && !type_is_object_pointer(t->type))
            return true;
    }
    return false;
}

/* A block that is returned as an object has become one; a PyModuleDef stays
   the block that it is until it is used. */
static bool
becomes_object(const struct type *result)
{
    return type_is_object_pointer(result) &&
           (result->target->name == NULL ||
            strcmp(result->target->name, "PyModuleDef") != 0);
}

static void
describe_owned(const struct explorer *x, const struct state *s, value v,
               struct outcome *o)
{
    const struct fact *f = state_fact(s, v);
    /* Not by the list of what a parent has to close. */
    int all = held_count(x, s, v), weak = owners_weak_count(x, s, v);
    int held = all > weak ? all - weak : 0;
    o->kind = becomes_object(x->f->type->target) ? x->p->ref : f->kind;
    if (f->owned - held > 0) {
        sole_note(x, s, v);
        o->result = (f->flags & FLAG_FRESH) != 0 && all == 0 ? RESULT_FRESH
                                                             : RESULT_NEW;
    }
    else if (f->origin == ORIGIN_NEW && held_by_struct(x, s, v))
        o->result = RESULT_NONNULL, o->kind = NULL;
    /* Released, and returned for a look at it, or for the comparison. */
    else if (f->origin == ORIGIN_NEW &&
             (held > 0 ||
              (f->kind == x->p->ref && (f->flags & FLAG_RELEASED) != 0)))
        o->result = RESULT_LENT;
    else if (f->origin == ORIGIN_LENT || f->origin == ORIGIN_ITEM ||
             f->origin == ORIGIN_FIELD || f->origin == ORIGIN_GLOBAL) {
        o->result = RESULT_LENT;
        o->param = f->lender == NO_VALUE ? -1 : param_number(x, f->lender);
        o->found = f->origin == ORIGIN_FIELD || f->origin == ORIGIN_GLOBAL;
        getter_note(x, s, v, o);
        x->exits->unstable |= (f->flags & FLAG_LOOSE) != 0;
    }
    else {
        o->result = value_null(x, s, v) == NULL_NEVER ? RESULT_NONNULL
                                                      : RESULT_VALUE;
    }
}

/* The parameter through which v was found and still is the caller's: "take
   the object out of the variable" hands on what the caller had there. */
static int
behind_param(const struct explorer *x, const struct state *s, value v)
{
    const struct term *t = term_at(&x->terms, v);
    const struct fact *f = state_fact(s, v);
    if (t->kind != VALUE_SYMBOL || t->a == NO_VALUE || f->owned != 0 ||
        held_count(x, s, v) != 0 || (f->flags & (uint32_t)~FLAG_FIRST) != 0)
        return -1;
    return param_number(x, t->a);
}

/* What PyModule_GetState() gives. */
static bool
is_module_state(const struct explorer *x, const struct term *t)
{
    return term_is_inner(t) && param_number(x, t->a) >= 0;
}

/* The object that the text is inside of is an argument, or the caller gets it
   in a variable.  -1: neither. */
static int
text_owner(struct explorer *x, const struct state *s, value v, bool *given)
{
    const struct fact *f = state_fact(s, v);
    *given = false;
    if ((f->flags & FLAG_INNER) == 0 || f->lender == NO_VALUE ||
        f->kind != NULL || value_null(x, s, v) != NULL_NEVER ||
        type_is_object_pointer(x->f->type->target))
        return -1;
    for (uint32_t i = 0; i < x->f->n_params; i++) {
        value p = term_intern(&x->terms,
                              (struct term){.kind = VALUE_PARAM, .number = i});
        *given = f->lender != p;
        if (!*given || state_load(s, p) == f->lender)
            return (int)i;
    }
    return -1;
}

/* The parameter whose size the number is; of 0 and 1 no one can say. */
static int
sized_param(const struct explorer *x, const struct fact *f, int64_t lo,
            int64_t hi)
{
    return f->lender != NO_VALUE && lo >= 0 && hi > 1
               ? param_number(x, f->lender)
               : -1;
}

static void
describe(struct explorer *x, const struct state *s, value v, struct outcome *o)
{
    int64_t lo, hi;
    const struct term *t = term_at(&x->terms, v);
    const struct fact *f = state_fact(s, v);
    bool pointer = type_is_pointer(x->f->type->target);
    value_range(x, s, v, &lo, &hi);
    if (pointer && value_null(x, s, v) == NULL_IS)
        o->result = RESULT_NULL;
    else if (t->kind == VALUE_PARAM)
        o->result = RESULT_SAME, o->param = (int)t->number;
    else if (pointer && behind_param(x, s, v) >= 0)
        o->result = RESULT_SAME, o->behind = true,
        o->param = behind_param(x, s, v);
    else if (pointer && text_owner(x, s, v, &o->given) >= 0)
        o->result = RESULT_INNER, o->param = text_owner(x, s, v, &o->given);
    else if (is_module_state(x, t))
        o->result = RESULT_INNER, o->param = param_number(x, t->a);
    else if (t->kind == VALUE_GLOBAL &&
             type_is_object_pointer(x->f->type->target) &&
             (f->flags & FLAG_ESCAPED) == 0)
        o->result = f->owned > 0 ? RESULT_NEW : RESULT_LENT,
        o->kind = x->p->ref, o->global = t->name;
    else if (t->kind == VALUE_GLOBAL && pointer &&
             !type_is_object_pointer(x->f->type->target))
        o->result = RESULT_NONNULL, o->global = t->name;
    else if (f->kind != NULL && (f->flags & FLAG_ESCAPED) == 0)
        describe_owned(x, s, v, o);
    else if (!pointer && (lo != INT64_MIN || hi != INT64_MAX))
        o->result = RESULT_RANGE, o->lo = lo, o->hi = hi,
        o->param = sized_param(x, f, lo, hi);
    else if (value_null(x, s, v) == NULL_NEVER)
        o->result = pointer ? RESULT_NONNULL : RESULT_NOTZERO,
        o->placed = doubt_is_placed(x, f),
        o->found = pointer && doubt_is_found(x, t);
    else
        o->result = RESULT_VALUE, o->found = pointer && doubt_is_found(x, t);
}

static enum exc_effect
describe_exc(const struct state *s)
{
    if (s->exc == EXC_STATE_SET)
        return EXC_SET;
    if (!s->touched)
        return EXC_KEEP;
    return s->exc == EXC_STATE_MAYBE ? EXC_MAYBE : EXC_NONE;
}

/* What *param held at first was moved to other memory, as when something is
   put before the head of a linked list. */
static bool
moves_content(const struct explorer *x, const struct state *s, value param)
{
    value now = state_load(s, param);
    for (size_t i = 0; i < s->memory.n; i++) {
        const struct cell *c = &s->memory.v[i];
        if (c->at == param || c->content == ZEROED || c->content == now)
            continue;
        const struct term *t = term_at(&x->terms, c->content);
        if (t->kind == VALUE_SYMBOL && t->a == param)
            return true;
    }
    return false;
}

/* What has to go wrong to come here, for the callers' triggers. */
static unsigned
path_causes(const struct explorer *x, const struct state *s,
            const struct outcome *o)
{
    static const unsigned causes[] = {
        [TRIGGER_ANY_CALL] = CAUSE_NONE,
        [TRIGGER_BAD_INPUT] = CAUSE_VALUE,
        [TRIGGER_HOSTILE_OBJECT] = CAUSE_USER,
        [TRIGGER_OTHER_THREAD] = CAUSE_OS,
        [TRIGGER_API_FAILURE] = CAUSE_OS,
        [TRIGGER_MODULE_INIT] = CAUSE_NONE,
        [TRIGGER_OUT_OF_MEMORY] = CAUSE_ALLOC,
    };
    return o->result == RESULT_NULL && conds_beyond_memory(x, s)
               ? CAUSE_ALLOC
               : causes[trace_trigger(s->trace)];
}

/* Who has used the API was attached before, and is again. */
static enum turn
turn_of(const struct explorer *x, const struct state *s)
{
    static const enum turn turns[] = {[THREAD_ATTACHED] = TURN_ATTACHES,
                                      [THREAD_DETACHED] = TURN_DETACHES,
                                      [THREAD_UNKNOWN] = TURN_UNKNOWN};
    bool back = s->thread == THREAD_ATTACHED && x->needs_thread;
    return s->switched && !back ? turns[s->thread] : TURN_NONE;
}

void
exits_add(struct explorer *x, const struct state *s, value result)
{
    size_t n = x->f->n_params;
    struct exit_record r = {.o = {.result = RESULT_VOID, .param = -1}};
    struct change *changes = ARENA_ARRAY(x->summary_keep, struct change,
                                         CHANGES * n);
    if (x->exits == NULL)
        x->exits = ARENA_NEW(x->summary_keep, struct exits);
    for (uint32_t i = 0; i < n; i++) {
        value v = term_intern(&x->terms,
                              (struct term){.kind = VALUE_PARAM, .number = i});
        changes[CHANGES * i] = value_change(x, s, v);
        if (moves_content(x, s, v))
            changes[CHANGES * i + 1] = changed(VERB_ESCAPES, x->p->contents);
        changes[CHANGES * i + 2] = cell_change(x, s, v);
    }
    r.params = changes;
    parts_find(x, s, result, &r);
    if (result != NO_VALUE)
        describe(x, s, result, &r.o);
    x->exits->types |= object_types_left(x, s, result);
    r.o.exc = describe_exc(s);
    r.o.pure = !s->wrote;
    r.o.turn = turn_of(x, s);
    enum turn found = r.o.turn == TURN_NONE ? region_flag_turn(x, s)
                                            : TURN_NONE;
    x->exits->is_off |= found == TURN_DETACHES;
    x->exits->is_on |= found == TURN_ATTACHES;
    x->exits->stays |= r.o.turn == TURN_NONE && found == TURN_NONE;
    x->exits->detaches |= r.o.turn == TURN_DETACHES;
    x->exits->attaches |= r.o.turn == TURN_ATTACHES;
    x->exits->mixed |= r.o.turn == TURN_UNKNOWN;
    r.n_conds = conds_collect(x, s, result, r.conds);
    r.o.fails = path_causes(x, s, &r.o);
    if (contract_outcome_fails(&r.o))
        x->exits->fails |= r.o.fails & ~(unsigned)CAUSE_NONE;
    if (exits_absorb(x, &r, CHANGES * n))
        return;
    if (x->exits->v.n == MAX_EXITS && !x->exits->coarse) {
        exits_coarsen(x, CHANGES * n);
        if (exits_absorb(x, &r, CHANGES * n))
            return;
    }
    if (x->exits->v.n == MAX_EXITS)
        x->exits->overflow = true;
    else
        VEC_PUSH(x->summary_keep, &x->exits->v, r);
}

/* ---- the contract ---- */

/* On every way out the parameter was not NULL, because it was followed:
   then NULL crashes the function.  (Entry contracts promise not-NULL from
   the start, and tell nothing.) */
static bool
accepts_null(const struct explorer *x, size_t i)
{
    const struct exits *e = x->exits;
    if (!type_is_pointer(x->f->slots[i].type) || x->entry != NULL)
        return true;
    for (size_t k = 0; k < e->v.n; k++) {
        bool never = false;
        for (size_t c = 0; c < e->v.v[k].n_conds; c++) {
            const struct cond *d = &e->v.v[k].conds[c];
            never |= d->kind == COND_PARAM && !d->cell && d->param == (int)i &&
                     d->null && d->compare == COMPARE_NE;
        }
        if (!never)
            return true;
    }
    return false;
}

static bool
is_effect(const struct effect *e, const struct change *c)
{
    return e->verb == c->verb && e->kind == c->kind && e->known == c->known &&
           e->number == c->number && e->stale == c->stale &&
           e->moved == c->moved;
}

/* Effects of parameter i over all outcomes: one per distinct change. */
static struct param
summary_param(struct explorer *x, size_t i)
{
    struct exits *e = x->exits;
    sym name = x->f->slots[i].name;
    struct param p = {
        .name = name != NULL && name[0] != '\0'
                    ? name
                    : sym_intern(x->p->syms,
                                 arena_printf(x->keep, "arg%zu", i))};
    VEC(struct effect) effects = {0};
    uint32_t all = e->v.n == 32 ? WHEN_ALWAYS : (UINT32_C(1) << e->v.n) - 1;
    for (size_t k = 0; k < e->v.n * CHANGES; k++) {
        const struct change *c =
            &e->v.v[k / CHANGES].params[CHANGES * i + k % CHANGES];
        if (!c->any)
            continue;
        size_t at = 0;
        while (at < effects.n && !is_effect(&effects.v[at], c))
            at++;
        if (at == effects.n)
            VEC_PUSH(x->summary_keep, &effects,
                     ((struct effect){.verb = c->verb,
                                      .kind = c->kind,
                                      .known = c->known,
                                      .number = c->number,
                                      .stale = c->stale,
                                      .moved = c->moved,
                                      .other = c->into - 1}));
        effects.v[at].when |= UINT32_C(1) << (k / CHANGES);
    }
    if (i < 64 && (x->consumes >> i & 1) != 0)
        VEC_PUSH(x->summary_keep, &effects,
                 ((struct effect){.verb = VERB_ESCAPES,
                                  .kind = x->p->contents,
                                  .other = -1,
                                  .when = WHEN_ALWAYS}));
    if (i < 64 && (x->containers >> i & 1) != 0)
        VEC_PUSH(x->summary_keep, &effects,
                 ((struct effect){.verb = VERB_ESCAPES,
                                  .kind = x->p->container,
                                  .other = -1,
                                  .when = WHEN_ALWAYS}));
    if (accepts_null(x, i))
        VEC_PUSH(x->summary_keep, &effects,
                 ((struct effect){.verb = VERB_NULL,
                                  .kind = x->p->ref,
                                  .other = -1,
                                  .when = WHEN_ALWAYS}));
    for (size_t k = 0; k < effects.n; k++)
        if (effects.v[k].when == all)
            effects.v[k].when = WHEN_ALWAYS;
    parts_sum_up(x, (int64_t)i, &p);
    p.reads = parts_struct(x->f->slots[i].type) != NULL && reads_only(x, i);
    p.ignored = param_is_ignored(x->f, (uint32_t)i);
    p.effects = effects.v;
    p.n_effects = effects.n;
    return p;
}

/* Conditions that every outcome has say nothing. */
static bool
tells_apart(const struct exits *e, const struct cond *c)
{
    for (size_t i = 0; i < e->v.n; i++) {
        bool has = false;
        for (size_t k = 0; k < e->v.v[i].n_conds; k++)
            has |= cond_equal(&e->v.v[i].conds[k], c);
        if (!has)
            return true;
    }
    return false;
}

static struct outcome
summary_outcome(struct explorer *x, const struct exit_record *r)
{
    struct outcome o = r->o;
    struct cond *conds = ARENA_ARRAY(x->summary_keep, struct cond, MAX_CONDS);
    for (size_t i = 0; i < r->n_conds; i++)
        if (tells_apart(x->exits, &r->conds[i]))
            conds[o.n_conds++] = r->conds[i];
    o.conds = conds;
    if (o.result == RESULT_VALUE || o.result == RESULT_RANGE)
        o.kind = NULL;
    return o;
}

/* It leaves the thread in one way, whatever it finds. */
static bool
turns_so(const struct exits *e, bool so, bool other, bool stays_other)
{
    return so && !other && !stays_other && !e->stays;
}

static bool
turns_mixed(const struct exits *e)
{
    bool stays = e->stays || (e->is_off && !e->detaches) ||
                 (e->is_on && !e->attaches);
    return e->mixed || e->attaches + e->detaches + stays > 1;
}

/* Detached and attached again: as far as callers see, nothing. */
static enum thread_effect
summary_thread(const struct explorer *x)
{
    const struct exits *e = x->exits;
    if (e != NULL && turns_so(e, e->detaches, e->attaches, e->is_on))
        return THREAD_DETACHES;
    if (e != NULL && turns_so(e, e->attaches, e->detaches, e->is_off) &&
        !x->needs_thread)
        return THREAD_ATTACHES;
    return x->needs_thread ? THREAD_NEEDED : THREAD_ANY;
}

/* Where failure is -1 it is no other negative number, though it came from a
   call through a pointer or was found by `< 0`. */
static void
assume_minus_one(struct exits *e)
{
    bool seen = false;
    for (size_t i = 0; i < e->v.n; i++) {
        const struct outcome *o = &e->v.v[i].o;
        if (o->result != RESULT_RANGE || o->exc != EXC_SET || o->hi >= 0)
            continue;
        seen |= o->lo == -1 && o->hi == -1;
        if (o->lo == o->hi && o->lo != -1)
            return;
    }
    for (size_t i = 0; seen && i < e->v.n; i++) {
        struct outcome *o = &e->v.v[i].o;
        if (o->result == RESULT_RANGE && o->hi == -1 && o->exc != EXC_KEEP)
            o->lo = -1;
    }
}

/* NULL means that an exception is set; what goes with anything else is open:
 * a few functions raise and return the exception. */
static void
assume_null_raises(struct outcome *o)
{
    if (o->result == RESULT_VALUE)
        o->result = o->exc == EXC_SET ? RESULT_NULL : RESULT_NONNULL;
    if (o->result != RESULT_NULL && o->exc == EXC_SET)
        o->exc = EXC_MAYBE;
}

/* The same for numbers below 0; some functions raise and return 0, too. */
static void
assume_negative_raises(struct outcome *o)
{
    if (o->result == RESULT_NOTZERO) {
        o->result = RESULT_RANGE;
        o->lo = 1;
        o->hi = INT64_MAX;
    }
    bool both = o->result == RESULT_RANGE && o->lo < 0 && o->hi >= 0;
    bool open = o->result == RESULT_VALUE || (both && o->hi > 0);
    if (both && o->exc == EXC_SET) {
        o->hi = -1;
    }
    else if (open || (both && o->exc != EXC_MAYBE)) {
        o->hi = o->result == RESULT_VALUE ? INT64_MAX : o->hi;
        o->result = RESULT_RANGE;
        o->lo = 0;
    }
    if (o->result == RESULT_RANGE && o->lo >= 0 && o->exc == EXC_SET)
        o->exc = EXC_MAYBE;
}

/* A function that reports failure with an exception set means success by
   every other result: a result that is not known otherwise is no failure. */
static void
assume_convention(struct exits *e, const struct type *result)
{
    bool pointer = type_is_pointer(result);
    bool null = false, negative = false;
    /* What a returned struct holds is not part of an outcome, so nothing
       ties the exception to it. */
    for (size_t i = 0; i < e->v.n && result->kind == TYPE_RECORD; i++)
        if (e->v.v[i].o.exc != e->v.v[0].o.exc)
            e->v.v[0].o.exc = e->v.v[i].o.exc = EXC_MAYBE;
    for (size_t i = 0; i < e->v.n; i++) {
        const struct outcome *o = &e->v.v[i].o;
        null |= o->result == RESULT_NULL && o->exc == EXC_SET;
        negative |= o->result == RESULT_RANGE && o->hi < 0 &&
                    o->exc == EXC_SET;
    }
    if (!pointer)
        assume_minus_one(e);
    for (size_t i = 0; i < e->v.n; i++) {
        if (pointer && null)
            assume_null_raises(&e->v.v[i].o);
        if (!pointer && negative)
            assume_negative_raises(&e->v.v[i].o);
    }
}

/* The cell that is NULL whenever there is nothing to release, or holds what
   is owned. */
static bool
is_owner_cell(const struct exits *e, size_t i)
{
    for (size_t k = 0; k < e->v.n; k++) {
        const struct change *c = &e->v.v[k].params[CHANGES * i + 2];
        if (c->any && c->shared == NULL && c->verb != VERB_NULLS &&
            c->verb != VERB_GIVES && !contract_outcome_fails(&e->v.v[k].o))
            return false;
    }
    return true;
}

/* Two cells that get the same block, (const char **text, char **buffer): the
   one that never holds anything else is for releasing it. */
static void
settle_shared(struct explorer *x, struct exit_record *r)
{
    size_t n = x->f->n_params, owners = 0, owner = 0;
    for (size_t i = 0; i < n; i++)
        if (r->params[CHANGES * i + 2].shared != NULL &&
            is_owner_cell(x->exits, i))
            owners++, owner = i;
    if (owners != 1)
        return;
    struct change *out = arena_copy(x->summary_keep, r->params,
                                    CHANGES * n * sizeof *out);
    out[CHANGES * owner + 2] = changed(VERB_GIVES,
                                       out[CHANGES * owner + 2].shared);
    r->params = out;
}

/* What its calls do, whichever way it leaves.  A function that has not left
 * yet says so too: in a recursion, others would take what is missing for the
 * default, and keep it. */
static void
summary_sum_up(const struct explorer *x, struct contract *c)
{
    c->thread = summary_thread(x);
    c->needs = x->needs;
    c->calls = x->calls;
    /* Hashing keys and freeing objects is no arbitrary code for callers
       either. */
    c->seldom = x->calls && !x->runs_python ? SELDOM_KEYS : SELDOM_NOT;
    c->clobbers = x->clobbers;
    c->clobbers_first = x->clobbers_first;
    c->yields = x->yields;
    c->jumps = x->jumps;
    c->raises = raised_always(x);
    if (x->exits != NULL && x->exits->types != 0)
        c->no_types = OBJECT_ANY & ~x->exits->types;
    c->touches = x->touches;
    c->scribbles = x->scribbles;
    c->looks_into = x->looks_into;
    c->looks_with = x->looks_with;
}

const struct contract *
exits_summary(struct explorer *x)
{
    struct exits *e = x->exits;
    struct contract *c = ARENA_NEW(x->summary_keep, struct contract);
    c->name = x->f->name;
    c->format_param = -1;
    c->note = "";
    if (e != NULL && e->overflow)
        return NULL;
    size_t n = x->f->n_params;
    struct param *params = ARENA_ARRAY(x->summary_keep, struct param, n + 1);
    if (e == NULL || e->v.n == 0) {
        /* No way out: it never returns. */
        struct outcome *o = ARENA_NEW(x->summary_keep, struct outcome);
        o->result = RESULT_NORETURN;
        o->param = -1;
        c->outcomes = o;
        c->n_outcomes = 1;
        summary_sum_up(x, c);
        return c;
    }
    assume_convention(e, x->f->type->target);
    for (size_t i = 0; i < e->v.n; i++)
        settle_shared(x, &e->v.v[i]);
    for (size_t i = 0; i < n; i++)
        params[i] = summary_param(x, i);
    struct outcome *outcomes = ARENA_ARRAY(x->summary_keep, struct outcome,
                                           e->v.n);
    for (size_t i = 0; i < e->v.n; i++)
        outcomes[i] = summary_outcome(x, &e->v.v[i]);
    doubt_mark(x, outcomes, e->v.n, params, n);
    c->params = params;
    c->n_params = n + doubt_rest(x, &params[n], e->v.n);
    c->outcomes = outcomes;
    c->n_outcomes = e->v.n;
    c->fails = e->fails;
    summary_sum_up(x, c);
    c->thread_mixed = turns_mixed(e);
    c->unstable = e->unstable;
    c->sole = !e->kept;
    return c;
}
