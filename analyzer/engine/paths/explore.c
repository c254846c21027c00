/* The worklist: nodes are (point, state); equal states are one node.
 *
 * A few states per point and ownership picture are kept apart; beyond that
 * they are joined, so that loops reach a fixpoint and chains of unrelated
 * conditions do not multiply.
 */
#include "call.h"
#include "owners.h"
#include "given.h"
#include "unset.h"

#include <string.h>

#define KEEP_APART 6      /* states per signature at an ordinary point */
#define KEEP_APART_LOOP 3 /* the same at a loop head */
#define CROWD 128         /* states at a point before details are dropped */
#define CROWD_LOOP 10     /* the same at a loop head, from round 3 on */
#define CROWD_EARLY 48    /* ...and before */
#define EARLY_ROUNDS 2
#define CROWD_TIGHT 16 /* at all points, when most of the budget is gone */
#define MOB 2          /* crowds at a point before all is dropped */
#define MOB_LOOP 4     /* the same at a loop head */

/* ---- the heap ----------------------------------------------------------- */

static uint64_t
priority(const struct explorer *x, const struct node *n)
{
    return (uint64_t)x->blocks[n->block].order << 32 | n->op;
}

static void
heap_push(struct explorer *x, struct node *n)
{
    VEC_PUSH(x->keep, &x->heap, n);
    size_t i = x->heap.n - 1;
    while (i > 0 && priority(x, x->heap.v[(i - 1) / 2]) > priority(x, n)) {
        x->heap.v[i] = x->heap.v[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    x->heap.v[i] = n;
    n->queued = true;
}

static struct node *
heap_pop(struct explorer *x)
{
    struct node *top = x->heap.v[0];
    struct node *last = x->heap.v[--x->heap.n];
    size_t i = 0, n = x->heap.n;
    while (2 * i + 1 < n) {
        size_t child = 2 * i + 1;
        if (child + 1 < n &&
            priority(x, x->heap.v[child + 1]) < priority(x, x->heap.v[child]))
            child++;
        if (priority(x, x->heap.v[child]) >= priority(x, last))
            break;
        x->heap.v[i] = x->heap.v[child];
        i = child;
    }
    if (n > 0)
        x->heap.v[i] = last;
    top->queued = false;
    return top;
}

/* ---- nodes ---- */

/* Forget variables that are not read again and own nothing. */
static void
drop_dead(struct explorer *x, struct state *s, uint32_t block)
{
    size_t n = 0;
    for (size_t i = 0; i < s->slots.n; i++) {
        struct cell c = s->slots.v[i];
        bool named = x->f->slots[c.at].name != NULL;
        if (live_at(&x->blocks[block], c.at) ||
            (named && state_fact(s, c.content)->owned > 0))
            s->slots.v[n++] = c;
    }
    s->slots.n = n;
}

static void
node_join(struct explorer *x, struct known_node *k, const struct state *s)
{
    if (!state_join(x, k->node->state, s, k->node->block))
        return;
    k->hash = state_hash(k->node->state);
    if (!k->node->queued)
        heap_push(x, k->node);
}

/* A pointer whose address was taken is still a variable like others. */
static bool
is_variable(const struct explorer *x, value at)
{
    const struct term *t = term_at(&x->terms, at);
    const struct type *type = t->kind == VALUE_LOCAL
                                  ? x->f->slots[t->number].type
                                  : NULL;
    return type != NULL && type->kind == TYPE_POINTER;
}

/* Too many different ownership pictures meet here.  First memory is
   forgotten, then who owns what: nothing can be said of it any more. */
static void
simplify(struct explorer *x, struct state *s, bool all)
{
    size_t n = 0;
    for (size_t i = 0; i < s->memory.n; i++) {
        struct cell c = s->memory.v[i];
        if (c.content == ZEROED || state_fact(s, c.content)->kind == NULL ||
            is_variable(x, c.at))
            s->memory.v[n++] = c;
        else
            state_fact_make(x, s, c.content)->flags |= FLAG_ESCAPED;
    }
    s->memory.n = all ? 0 : n;
    s->blurred = true;
    for (size_t i = 0; all && i < s->facts.n; i++) {
        struct fact *f = &s->facts.v[i];
        if (f->kind == NULL)
            continue;
        f->flags = FLAG_ESCAPED;
        f->owned = f->held = 0;
        f->lender = NO_VALUE;
    }
    s->joined = true;
    /* What told success from failure may have been in a variable. */
    s->doubted = true;
}

static struct node *
node_add(struct explorer *x, struct node wanted)
{
    struct node *n = ARENA_NEW(x->keep, struct node);
    *n = wanted;
    heap_push(x, n);
    return n;
}

/* Right behind a call that lends, as PyDict_Next() does, what it lent goes
   with what it gave: the code is about to ask for that.  So does the type of
   an object with the answer about it. */
static uint64_t
just_lent(const struct explorer *x, const struct state *s, uint32_t block,
          uint32_t op)
{
    const struct block *b = &x->f->blocks[block];
    if (op == 0 || b->ops[op - 1].dst == NO_SLOT)
        return 0;
    const struct contract *c =
        x->ops[x->blocks[block].first_op + op - 1].callee;
    value v = state_slot(s, b->ops[op - 1].dst);
    bool number = v != NO_VALUE && term_at(&x->terms, v)->kind == VALUE_INT;
    return number && c != NULL &&
                   (c->unstable || asks_for_type(c->name, &b->ops[op - 1]))
               ? v
               : 0;
}

/* Who has used up most of the budget gets along with fewer. */
static unsigned
crowd_at(const struct explorer *x, bool loop, unsigned rounds)
{
    unsigned crowd = !loop                    ? CROWD
                     : rounds <= EARLY_ROUNDS ? CROWD_EARLY
                                              : CROWD_LOOP;
    bool tight = x->states > x->max_states / 4 * 3 && crowd > CROWD_TIGHT;
    return tight ? CROWD_TIGHT : crowd;
}

void
explore_enqueue(struct explorer *x, uint32_t block, uint32_t op,
                struct state *s)
{
    if (op == 0 && x->blocks[block].loop_head)
        debt_tell_round(x, s);
    if (op == 0)
        drop_dead(x, s, block);
    struct point *point = &x->ops[x->blocks[block].first_op + op].point;
    bool loop = op == 0 && x->blocks[block].loop_head;
    if (loop && s->rounds < UINT8_MAX)
        s->rounds++;
    unsigned crowd = crowd_at(x, loop, s->rounds);
    /* What comes from before a loop is late where many came out of it. */
    size_t others = s->rounds == 0 ? point->straight : point->known.n;
    if (others >= crowd)
        simplify(x, s, others >= (size_t)(loop ? MOB_LOOP : MOB) * crowd);
    state_collect(x, s);
    struct node node = {.block = block, .op = op, .state = s};
    uint64_t hash = state_hash(s);
    uint64_t signature = state_signature(x, s) ^ just_lent(x, s, block, op)
                                                     << 32;
    unsigned alike = 0;
    struct known_node *collector = NULL;
    for (size_t i = 0; i < point->known.n; i++) {
        struct known_node *k = &point->known.v[i];
        if (k->hash == hash && state_equal(k->node->state, s)) {
            struct state *old = k->node->state;
            old->trace = trace_likelier(old->trace, s->trace);
            if (state_widen(old, s) && !k->node->queued)
                heap_push(x, k->node);
            state_free(x, s);
            return;
        }
        if (k->signature != signature)
            continue;
        alike++;
        if (k->collector && collector == NULL)
            collector = k;
    }
    if (collector != NULL) {
        node_join(x, collector, s);
        state_free(x, s);
        return;
    }
    struct known_node known = {
        .hash = hash,
        .signature = signature,
        .collector = alike + 1 >= (loop ? KEEP_APART_LOOP : KEEP_APART)};
    point->straight += s->rounds == 0;
    known.node = node_add(x, node);
    VEC_PUSH(x->keep, &point->known, known);
}

/* ---- terminators ---- */

static value
condition_subject(const struct explorer *x, value v)
{
    const struct term *t = term_at(&x->terms, v);
    while (t->kind == VALUE_UNARY ||
           (t->kind == VALUE_BINARY &&
            term_at(&x->terms, t->b)->kind == VALUE_INT)) {
        v = t->a;
        t = term_at(&x->terms, v);
    }
    return v;
}

/* `if (conn) ...` inside of a macro, which goes on: it serves arguments that
   may be NULL as well as others. */
static bool
goes_on_in_macro(const struct func *f, const struct op *op, uint32_t to)
{
    const struct loc *at = &op->loc;
    if (at->macro == NULL || to == NO_BLOCK)
        return false;
    const struct loc *next = &f->blocks[to].ops[0].loc;
    return next->macro == at->macro && next->line == at->line &&
           next->col == at->col && next->file == at->file;
}

static void
branch(struct explorer *x, struct state *s, const struct op *op,
       const struct op_info *info)
{
    value v = eval(x, s, &op->a, NULL);
    bool known = value_null(x, s, v) != NULL_UNKNOWN;
    for (int side = 0; side < 2; side++) {
        struct state *t = state_clone(x, s);
        if (conditional_excludes(x, s, op, v, side == 0) ||
            !assume(x, t, v, side == 0)) {
            state_free(x, t);
            continue;
        }
        value about = condition_subject(x, v);
        if (!region_flag_found(x, t, about)) {
            state_free(x, t);
            continue;
        }
        if (!known && value_null(x, t, about) == NULL_IS &&
            goes_on_in_macro(x->f, op, op->to[side]))
            state_fact_make(x, t, about)->flags |= FLAG_ASKED;
        if (!known || state_fact(t, about)->kind != NULL)
            trace_add(x, t,
                      (struct trace){.op = op,
                                     .kind = STEP_BRANCH,
                                     .taken = side == 0,
                                     .about = about,
                                     .cond = v});
        int to = assertion_goes_on(x, t, op, op->to[side], about) ? 1 - side
                                                                  : side;
        op_dies(x, t, op, info);
        explore_enqueue(x, op->to[to], 0, t);
    }
}

static bool
assume_case(struct explorer *x, struct state *s, value v,
            const struct switch_case *c)
{
    return assume_compare(x, s, CODE_GE, v, term_int(&x->terms, c->lo)) &&
           assume_compare(x, s, CODE_LE, v, term_int(&x->terms, c->hi));
}

static bool
only_fails(const struct block *b)
{
    const struct op *op = &b->ops[b->n_ops - 1];
    return op->kind == OP_RETURN && op->a.kind == OPERAND_INT &&
           op->a.number <= 0;
}

/* `default: return NULL;` and not a word of an exception: a width or a state
 * that the program itself keeps is one of the cases.  Not so what Python code
 * chooses. */
static bool
is_impossible_case(const struct explorer *x, const struct op *op, value v)
{
    const struct term *t = term_at(&x->terms, v);
    value from = term_read_from(t);
    const struct term *at = from == NO_VALUE ? t : term_at(&x->terms, from);
    bool chosen = at->kind == VALUE_PARAM ||
                  (at->kind == VALUE_LOCAL &&
                   (from == NO_VALUE || slot_is_parsed(x->f, at->number)));
    return op->n_cases > 1 && !chosen && only_fails(&x->f->blocks[op->to[0]]);
}

/* `switch (x) { case 0: return a; case 1: return b; } return c;`: what
 * stands there is an answer for the other cases, since none of these gets
 * there. */
static bool
is_for_the_rest(const struct explorer *x, const struct op *op)
{
    const struct block *rest = &x->f->blocks[op->to[0]];
    if (rest->ops[rest->n_ops - 1].kind != OP_RETURN || only_fails(rest))
        return false;
    for (size_t i = 0; i < op->n_cases; i++)
        if (op->cases[i].to == op->to[0] ||
            func_reaches(x->f, op->cases[i].to, op->to[0], NO_BLOCK))
            return false;
    return true;
}

/* No case is met.  A number within the range lies at one of its ends once
   others are gone. */
static bool
exclude_cases(struct explorer *x, struct state *s, const struct op *op,
              value v)
{
    enum { ROUNDS = 8 };
    int64_t lo, hi, new_lo, new_hi;
    for (int round = 0; round < ROUNDS; round++) {
        value_range(x, s, v, &lo, &hi);
        for (size_t i = 0; i < op->n_cases; i++)
            if (op->cases[i].lo == op->cases[i].hi &&
                !assume_compare(x, s, CODE_NE, v,
                                term_int(&x->terms, op->cases[i].lo)))
                return false;
        value_range(x, s, v, &new_lo, &new_hi);
        if (new_lo == lo && new_hi == hi)
            break;
    }
    return true;
}

static void
switch_to(struct explorer *x, struct state *s, const struct op *op,
          const struct op_info *info)
{
    value v = eval(x, s, &op->a, NULL);
    struct state *rest = state_clone(x, s);
    for (size_t i = 0; i < op->n_cases; i++) {
        const struct switch_case *c = &op->cases[i];
        struct state *t = state_clone(x, s);
        if (op->indirect_goto || assume_case(x, t, v, c)) {
            trace_add(
                x, t,
                (struct trace){
                    .op = op, .kind = STEP_BRANCH, .taken = true, .about = v});
            op_dies(x, t, op, info);
            explore_enqueue(x, c->to, 0, t);
        }
        else {
            state_free(x, t);
        }
    }
    /* Whoever writes no default mostly thinks that the cases are all. */
    rest->doubted |= (op->no_default && !is_for_the_rest(x, op)) ||
                     is_impossible_case(x, op, v);
    if (op->indirect_goto || exclude_cases(x, rest, op, v)) {
        op_dies(x, rest, op, info);
        explore_enqueue(x, op->to[0], 0, rest);
    }
    else {
        state_free(x, rest);
    }
}

/* ---- leaving ---- */

/* `Py_INCREF(*op)` in a helper: the caller's variable has it. */
static bool
is_callers(const struct explorer *x, const struct term *t)
{
    if (t->kind == VALUE_PARAM)
        return x->entry == NULL;
    return t->kind == VALUE_SYMBOL && t->a != NO_VALUE && x->entry == NULL &&
           term_at(&x->terms, t->a)->kind == VALUE_PARAM;
}

/* The process gives back what main() has not. */
static bool
ends_process(const struct func *f)
{
    return !f->is_static && strcmp(f->name, "main") == 0;
}

static void
lose_at_return(struct explorer *x, struct state *s, const struct op *op,
               value result)
{
    if (ends_process(x->f))
        return;
    value root = result == NO_VALUE ? NO_VALUE : term_root(&x->terms, result);
    for (size_t i = 0; i < s->facts.n; i++) {
        const struct fact *f = &s->facts.v[i];
        enum value_kind kind = term_at(&x->terms, f->v)->kind;
        int kept = held_count(x, s, f->v);
        if (f->v == root)
            kept += 1 + owners_in_itself(x, s, f->v);
        /* A buffer that is filled for the caller is the caller's. */
        if (kind == VALUE_PARAM && f->kind == x->p->buffer)
            continue;
        bool lost = singleton_is_lost(x, s, f, kept);
        if (f->kind == NULL || f->owned <= kept ||
            (f->flags & (FLAG_ESCAPED | FLAG_STATIC)) != 0 ||
            (kind == VALUE_GLOBAL && !lost) ||
            is_callers(x, term_at(&x->terms, f->v)) ||
            (kind != VALUE_SYMBOL && kind != VALUE_PHI &&
             kind != VALUE_PARAM && kind != VALUE_LOCAL && !lost) ||
            array_undecided(x, f->v, op))
            continue;
        tell(x, s, EVENT_LOST, op, f->v,
             &(struct event){.arg = -1, .loss = LOSS_RETURN});
    }
}

/* Where the struct that is returned by value lies. */
static value
returned_record(struct explorer *x, const struct op *op, value result)
{
    if (op->a.kind != OPERAND_SLOT)
        return result;
    const struct op *made = func_made_by(x->f, &op->a);
    bool literal = made != NULL && made->kind == OP_LOAD &&
                   made->a.kind == OPERAND_LOCAL;
    return term_intern(
        &x->terms,
        (struct term){.kind = VALUE_LOCAL,
                      .number = literal ? made->a.index : op->a.index});
}

/* (Handle){(intptr_t)o + 1}: who gets the number has the object. */
static value
behind_number(const struct explorer *x, value v)
{
    const struct term *t = term_at(&x->terms, v);
    return t->kind == VALUE_BINARY &&
                   (t->code == CODE_ADD || t->code == CODE_OR)
               ? t->a
               : v;
}

/* vec.items = buffer->items: who gets the struct has a way to the buffer. */
static void
hand_out_inner(struct explorer *x, struct state *s, value record)
{
    for (size_t i = 0; i < s->memory.n; i++) {
        struct cell c = s->memory.v[i];
        value root = c.content == ZEROED ||
                             !address_is_below(&x->terms, c.at, record)
                         ? NO_VALUE
                         : term_root(&x->terms, behind_number(x, c.content));
        if (root != NO_VALUE && root != c.content &&
            state_fact(s, root)->kind != NULL)
            state_fact_make(x, s, root)->flags |= FLAG_ESCAPED;
    }
}

static void
leave_with(struct explorer *x, struct state *s, const struct op *op,
           value result)
{
    if (result != NO_VALUE && op->type != NULL &&
        op->type->kind == TYPE_RECORD) {
        value record = returned_record(x, op, result);
        hand_out_inner(x, s, record);
        memory_forget(x, s, record, true);
        result = NO_VALUE;
    }
    debt_tell_all(x, s);
    struct event more = {.arg = -1};
    if (result != NO_VALUE) {
        tagged_keep(x, s, result);
        value_range(x, s, result, &more.lo, &more.hi);
        more.returns_number = more.lo != INT64_MIN || more.hi != INT64_MAX;
    }
    tell(x, s, EVENT_RETURN, op, result, &more);
    owners_check(x, s, op, NO_VALUE);
    owners_check_singletons(x, s, op, result);
    kept_lent_check(x, s, op);
    own_hold_check(x, s, op, result);
    if (!s->supposed)
        exits_add(x, s, result);
    returns_add(x, s, op, result);
    returns_params(x, s, op, result);
    reclaim_return(x, s, op, result);
    lose_at_return(x, s, op, result);
    locks_at_return(x, s, op, result);
    detached_at_return(x, s, op, result);
}

/* `return a == b;` is two ways out, for the sake of callers that test. */
static void
leave(struct explorer *x, struct state *s, const struct op *op)
{
    value result = eval(x, s, &op->a, op->type);
    const struct term *t = term_at(&x->terms, result);
    bool truth = (t->kind == VALUE_UNARY && t->code == CODE_LNOT) ||
                 (t->kind == VALUE_BINARY && t->code >= CODE_EQ);
    if (!truth || value_null(x, s, result) != NULL_UNKNOWN) {
        leave_with(x, s, op, result);
        return;
    }
    for (int i = 0; i < 2; i++) {
        struct state *c = state_clone(x, s);
        if (assume(x, c, result, i != 0))
            leave_with(x, c, op, term_int(&x->terms, i));
        state_free(x, c);
    }
}

/* ---- running a node ---- */

/* Takes s. */
static void
terminate(struct explorer *x, struct state *s, const struct op *op,
          const struct op_info *info)
{
    if (op->kind == OP_JUMP) {
        explore_enqueue(x, op->to[0], 0, s);
        return;
    }
    if (op->kind == OP_BRANCH)
        branch(x, s, op, info);
    else if (op->kind == OP_SWITCH)
        switch_to(x, s, op, info);
    else if (op->kind == OP_RETURN)
        leave(x, s, op);
    else
        assert(op->kind == OP_UNREACHABLE);
    state_free(x, s);
}

/* True: s went on alone and the next op follows. */
static bool
run_call(struct explorer *x, const struct node *n, struct state **s,
         uint32_t i)
{
    const struct op *op = &x->f->blocks[n->block].ops[i];
    struct op_info *info = &x->ops[x->blocks[n->block].first_op + i];
    struct state *before = *s;
    struct state *out[CONTRACT_MAX_OUTCOMES + 1];
    call(x, before, op, info, out);
    if (out[0] != before)
        state_free(x, before);
    if (out[0] == NULL)
        return false;
    if (out[1] == NULL) {
        *s = out[0];
        return true;
    }
    for (size_t k = 0; out[k] != NULL; k++)
        explore_enqueue(x, n->block, i + 1, out[k]);
    return false;
}

static void
run(struct explorer *x, const struct node *n)
{
    const struct block *b = &x->f->blocks[n->block];
    struct state *s = state_clone(x, n->state);
    for (uint32_t i = n->op; i < b->n_ops; i++) {
        const struct op *op = &b->ops[i];
        struct op_info *info = &x->ops[x->blocks[n->block].first_op + i];
        x->now = info;
        if (op_is_terminator(op)) {
            terminate(x, s, op, info);
            return;
        }
        if (op->kind == OP_CALL) {
            if (!run_call(x, n, &s, i))
                return;
            continue;
        }
        transfer(x, s, op);
        if (s->dead) {
            state_free(x, s);
            return;
        }
        op_dies(x, s, op, info);
    }
}

/* A condition that every outcome has is a promise of the caller. */
static bool
is_promised(const struct contract *c, const struct cond *wanted)
{
    for (size_t i = 0; i < c->n_outcomes; i++) {
        bool has = false;
        for (size_t k = 0; k < c->outcomes[i].n_conds; k++) {
            const struct cond *d = &c->outcomes[i].conds[k];
            has |= d->kind == wanted->kind && d->param == wanted->param &&
                   d->compare == wanted->compare && d->null == wanted->null &&
                   d->number == wanted->number;
        }
        if (!has)
            return false;
    }
    return true;
}

static void
assume_promises(struct explorer *x, struct state *s, const struct contract *c)
{
    static const enum op_code codes[] = {[COMPARE_EQ] = CODE_EQ,
                                         [COMPARE_NE] = CODE_NE,
                                         [COMPARE_LT] = CODE_LT,
                                         [COMPARE_GE] = CODE_GE};
    for (size_t i = 0; i < c->outcomes[0].n_conds; i++) {
        const struct cond *d = &c->outcomes[0].conds[i];
        if (d->kind != COND_PARAM || (size_t)d->param >= x->f->n_params ||
            !is_promised(c, d))
            continue;
        struct term t = {.kind = VALUE_PARAM, .number = d->param};
        (void)assume_compare(x, s, codes[d->compare],
                             term_intern(&x->terms, t),
                             term_int(&x->terms, d->number));
    }
}

/* Module functions had no self before Python 3, and static methods have none;
   what a struct of the module's own is passed for is an instance. */
static bool
is_instance(const struct explorer *x, uint32_t param)
{
    const struct type *t = x->f->slots[param].type;
    return param == 0 && str_starts(x->entry->name, "METH_") &&
           type_is_object_pointer(t) && t->target->name != NULL &&
           strcmp(t->target->name, "PyObject") != 0 &&
           strcmp(t->target->name, "_object") != 0;
}

static struct state *
entry_state(struct explorer *x)
{
    struct state *s = ARENA_NEW(x->keep, struct state);
    bind_params(x, s);
    bind_unset(x, s);
    given_know(x, s);
    given_types_know(x, s);
    const struct contract *c = x->entry;
    for (uint32_t i = 0; c != NULL && i < c->n_params && i < x->f->n_params;
         i++) {
        bool may_be_null = !type_is_object_pointer(x->f->slots[i].type);
        for (size_t k = 0; k < c->params[i].n_effects; k++)
            may_be_null |= c->params[i].effects[k].verb == VERB_NULL &&
                           !is_instance(x, i);
        struct term t = {.kind = VALUE_PARAM, .number = i};
        if (!may_be_null)
            state_fact_make(x, s, term_intern(&x->terms, t))->null =
                NULL_NEVER;
        if (!x->proc->entry_guessed && strcmp(c->params[i].name, "args") == 0)
            found_arguments(x, s, term_intern(&x->terms, t));
    }
    if (c != NULL)
        assume_promises(x, s, c);
    if (x->proc->pinned)
        state_fact_make(
            x, s, term_intern(&x->terms, (struct term){.kind = VALUE_PARAM}))
            ->flags |= FLAG_DOUBT;
    if (x->proc->registrar != NULL)
        s->thread = THREAD_DETACHED;
    s->left = enters_without_gil(x);
    /* Helpers and destructors may be entered with an exception set. */
    if (c == NULL || c->outcomes[0].result == RESULT_VOID)
        s->exc = EXC_STATE_MAYBE;
    return s;
}

bool
explore(struct explorer *x)
{
    x->ensures = func_calls(x->f, "PyGILState_Ensure");
    terms_init(&x->terms, x->keep);
    if (!liveness_compute(x))
        return false;
    assertions_find(x);
    explore_enqueue(x, 0, 0, entry_state(x));
    while (x->heap.n > 0) {
        if (++x->states > x->max_states) {
            x->exhausted = true;
            return false;
        }
        run(x, heap_pop(x));
    }
    return true;
}
