/* What a contract does to the arguments of a call. */
#include "call.h"
#include "owners.h"

#include <string.h>

/* ---- effects on one argument ---- */

/* (struct owner *)((char *)part - offsetof(struct owner, part)): the parameter
   that v is computed from so, or NO_VALUE. */
static value
part_of(const struct explorer *x, value v)
{
    const struct term *t = term_at(&x->terms, v);
    const struct term *by = t->kind == VALUE_ELEM ? term_at(&x->terms, t->b)
                                                  : NULL;
    bool before = by != NULL &&
                  ((by->kind == VALUE_INT && by->number < 0) ||
                   (by->kind == VALUE_UNARY && by->code == CODE_NEG));
    return before && term_at(&x->terms, t->a)->kind == VALUE_PARAM ? t->a
                                                                   : NO_VALUE;
}

/* Remember that something reached through a parameter was consumed.  The
   cell right behind it has effects of its own. */
static void
note_consumed(struct explorer *x, value v)
{
    const struct term *t = term_at(&x->terms, v);
    bool direct = true;
    value part = part_of(x, v);
    if (part != NO_VALUE && term_at(&x->terms, part)->number < 64)
        x->containers |= UINT64_C(1) << term_at(&x->terms, part)->number;
    while (t->kind == VALUE_SYMBOL && t->a != NO_VALUE) {
        value root = term_root(&x->terms, t->a);
        direct = direct && root == t->a;
        t = term_at(&x->terms, root);
        if (t->kind == VALUE_PARAM && !direct && t->number < 64)
            x->consumes |= UINT64_C(1) << t->number;
        direct = false;
    }
}

/* Read from memory that the function did not make, and no longer there: with
   it came the reference of that place, which is released after ours. */
static bool
was_taken_out(const struct explorer *x, value v)
{
    value from = term_read_from(term_at(&x->terms, v));
    return from != NO_VALUE &&
           term_at(&x->terms, term_root(&x->terms, from))->kind != VALUE_LOCAL;
}

/* One reference or the block of ours is gone. */
static void
drop_one(const struct calling *k, struct state *s, value v, sym kind,
         uint32_t flag)
{
    struct fact *f = state_fact_make(k->x, s, v);
    if (f->kind == NULL)
        f->kind = kind;
    note_consumed(k->x, v);
    f->dropped = k->op;
    if (term_at(&k->x->terms, v)->kind == VALUE_GLOBAL) {
        f->owned = (int8_t)(f->owned > 0 ? f->owned - 1 : 0);
    }
    else if (f->owned > 0) {
        f->owned--;
        returns_note_balance(k->x, v);
        bool ours = f->origin == ORIGIN_NEW || (f->flags & FLAG_TAKEN) != 0 ||
                    (f->origin == ORIGIN_UNKNOWN && !was_taken_out(k->x, v));
        if (f->owned == 0 && ours)
            f->flags |= flag;
    }
    else {
        if (f->owned > -100 && (f->origin == ORIGIN_PARAM ||
                                term_at(&k->x->terms, v)->kind == VALUE_PARAM))
            f->owned--;
        f->flags |= flag;
    }
    trace_touch(k->x, s, k->op, v, false);
}

static value
holder(const struct calling *k, const struct effect *e)
{
    return call_arg(k, e->other >= 0 ? e->other : 0);
}

static void
do_steal(const struct calling *k, struct state *s, size_t i,
         const struct effect *e, const struct outcome *o)
{
    value v = k->args[i];
    /* Who fails to store it drops it; who is no container has no items. */
    size_t in = e->other >= 0 ? (size_t)e->other : 0;
    bool stored = in != i && in < k->op->n_args &&
                  !contract_outcome_fails(o) &&
                  type_is_object_pointer(call_arg_type(k, in)) &&
                  !param_has(call_param(k->c, in), VERB_STEALS);
    if (stored)
        call_replaces_item(k, s, k->args[in], v);
    if (value_null(k->x, s, v) == NULL_IS)
        return;
    bool owes = debt_possible(k->x, s, v);
    drop_one(k, s, v, e->kind, FLAG_GIVEN);
    if (owes)
        debt_make(k->x, s, k->op, v);
    struct fact *f = state_fact_make(k->x, s, v);
    f->flags &= (uint32_t)~FLAG_FRESH;
    /* A loan that was paid for stays with its lender. */
    if (owes || f->origin == ORIGIN_NEW || f->origin == ORIGIN_UNKNOWN) {
        f->lender = stored ? k->args[in] : NO_VALUE;
        f->key = stored ? call_arg(k, 1) : NO_VALUE;
    }
}

void
call_gives(const struct calling *k, struct state *s, value v, sym kind)
{
    drop_one(k, s, v, kind, FLAG_GIVEN);
}

static void
free_contents(const struct calling *k, struct state *s, value v)
{
    struct cell *gone = arena_copy(k->x->keep, s->memory.v,
                                   s->memory.n * sizeof *gone);
    size_t n = s->memory.n;
    memory_forget(k->x, s, v, false);
    for (size_t i = 0; i < n; i++) {
        if (gone[i].content == ZEROED || state_load(s, gone[i].at) != NO_VALUE)
            continue;
        struct fact *f = state_fact_make(k->x, s, gone[i].content);
        if (f->held > 0 && !address_is_private(k->x, s, gone[i].at))
            f->held--;
        lose(k->x, s, k->op, gone[i].content, LOSS_HOLDER);
    }
}

/* realloc(): what lay in the block lies in the new one. */
static bool
moves_contents(const struct calling *k, sym kind)
{
    for (size_t i = 0; i < k->c->n_outcomes; i++)
        if (k->c->outcomes[i].result == RESULT_NEW &&
            k->c->outcomes[i].kind == kind)
            return true;
    return false;
}

void
call_moves_block(const struct calling *k, struct state *s, unsigned outcome,
                 value result)
{
    const struct param *p = call_param(k->c, 0);
    value from = call_arg(k, 0);
    for (size_t i = 0; p != NULL && !k->known_body && i < p->n_effects; i++) {
        const struct effect *e = &p->effects[i];
        if (e->verb != VERB_RELEASES || !moves_contents(k, e->kind) ||
            (e->when >> outcome & 1) == 0 || from == NO_VALUE)
            continue;
        if (result != NO_VALUE)
            memory_move(k->x, s, from, result);
        else
            memory_forget(k->x, s, from, true);
    }
}

/* Memory that is freed as such releases nothing: what the instance had is
   there for others to release, as its type is. */
static void
leave_behind(const struct calling *k, struct state *s, value v)
{
    for (size_t i = 0; i < s->facts.n; i++) {
        struct fact *f = &s->facts.v[i];
        if (f->lender == v && f->kind == k->x->p->ref && f->owned == 0 &&
            f->origin == ORIGIN_LENT) {
            f->origin = ORIGIN_UNKNOWN;
            f->lender = NO_VALUE;
        }
    }
}

/* PyGILState_Release() brings back what PyGILState_Ensure() found.  Who has
   called nothing before needed it, most likely. */
static void
restore_thread(const struct explorer *x, struct state *s,
               const struct fact *token)
{
    if (token->lo < 0 || token->lo > 7)
        return;
    s->thread = (enum thread_state)(token->lo >> 1);
    s->switched = (token->lo & 1) != 0;
    s->left = !s->switched && !s->used && x->entry == NULL &&
              x->proc->registrar == NULL && !is_called_attached(x);
}

/* close(-1), close(1): the number stands for other things as well. */
static bool
is_plain_number(const struct explorer *x, value v, sym kind)
{
    return term_at(&x->terms, v)->kind == VALUE_INT &&
           kind != x->p->gilstate && !is_lock(kind);
}

static void
keeper_of_released(struct explorer *x, struct state *s, value v, sym kind)
{
    struct fact *f = state_fact_make(x, s, v);
    if (kind == x->p->ref && f->owned == -1 && f->lender == NO_VALUE &&
        term_at(&x->terms, v)->kind == VALUE_PARAM &&
        term_at(&x->terms, f->key)->kind == VALUE_PARAM)
        f->lender = f->key;
}

void
call_releases(const struct calling *k, struct state *s, value v, sym kind)
{
    if (value_null(k->x, s, v) == NULL_IS || is_plain_number(k->x, v, kind))
        return;
    if (kind == k->x->p->buffer)
        v = buffer_place(k->x, s, v);
    sym was = state_fact(s, v)->kind;
    bool in_place = kind == k->x->p->buffer || kind_lies_in_place(kind);
    if (in_place && was != NULL && was != kind)
        return;
    if ((was == k->x->p->buffer || kind_lies_in_place(was)) && kind != was)
        buffer_ends(k->x, s, v, kind);
    lock_ends(k->x, s, v, kind);
    v = lock_released(k->x, s, v, kind);
    if (kind == k->x->p->ref)
        sharing_release(k->x, s, k->op, v);
    if (kind == k->x->p->gilstate)
        restore_thread(k->x, s, state_fact(s, v));
    reclaim_note(k->x, s, k->op, v);
    bool owes = kind == k->x->p->ref && debt_of_item(k->x, s, v);
    memory_release_item(k->x, s, v);
    drop_one(k, s, v, kind, FLAG_RELEASED);
    keeper_of_released(k->x, s, v, kind);
    if (owes)
        debt_make(k->x, s, k->op, v);
    const struct fact *f = state_fact(s, v);
    uint32_t gone = FLAG_FRESH | FLAG_RELEASED;
    if (kind == k->x->p->ref && (f->flags & gone) == gone)
        owners_check(k->x, s, k->op, v);
    if (k->known_body)
        memory_forget(k->x, s, v, true); /* its body saw to the contents */
    else if (moves_contents(k, kind))
        return; /* see call_moves_block() */
    else if (kind != k->x->p->ref && kind != k->x->p->buffer &&
             !is_lock(kind)) {
        buffers_lost(k, s, v);
        free_contents(k, s, v);
        leave_behind(k, s, v);
        keepers_free(k, s, v);
    }
    else if (kind != k->x->p->ref ? (f->flags & FLAG_RELEASED) != 0
                                  : (f->flags & gone) == gone)
        memory_forget(k->x, s, v, false);
}

/* Found in a block that this function made: it was copied there as a whole,
   and the block holds the references that are taken now. */
static bool
was_copied(const struct explorer *x, const struct state *s, value v)
{
    value from = term_read_from(term_at(&x->terms, v));
    const struct fact *block = from == NO_VALUE
                                   ? NULL
                                   : state_fact(s, term_root(&x->terms, from));
    return block != NULL && block->origin == ORIGIN_NEW &&
           block->kind != NULL && block->kind != x->p->ref;
}

void
call_acquires(const struct calling *k, struct state *s, value v, sym kind)
{
    if (value_null(k->x, s, v) == NULL_IS)
        return;
    v = lock_of(k->x, v, kind);
    if (kind_lies_in_place(kind) && state_fact(s, v)->kind != NULL &&
        state_fact(s, v)->kind != kind)
        return;
    struct fact *f = state_fact_make(k->x, s, v);
    /* The void * of a callback is an argument like others. */
    if (f->kind == NULL && f->origin == ORIGIN_UNKNOWN &&
        kind == k->x->p->ref && term_at(&k->x->terms, v)->kind == VALUE_PARAM)
        f->origin = ORIGIN_PARAM;
    if (f->kind == NULL)
        f->kind = kind;
    if (!debt_pay(f) && f->owned < 100) {
        f->owned++;
        if (was_copied(k->x, s, v) && f->held < f->owned)
            f->held++;
    }
    f->flags &= (uint32_t)~FLAG_FRESH;
    if (f->lender != NO_VALUE || f->origin != ORIGIN_NEW)
        f->flags &= (uint32_t)~FLAG_GIVEN;
    if (is_lock(kind))
        f->flags &= (uint32_t)~FLAG_RELEASED;
    f->flags &= (uint32_t)~FLAG_SHAKEN;
    trace_touch(k->x, s, k->op, v, false);
}

/* An argument is put into another: who releases it afterwards has handed it
   over to that one, see keeper_of_released(). */
static bool
is_between_arguments(const struct explorer *x, const struct fact *f, value in)
{
    return f->lender == NO_VALUE && f->owned == 0 && in != f->v &&
           term_at(&x->terms, f->v)->kind == VALUE_PARAM &&
           term_at(&x->terms, in)->kind == VALUE_PARAM;
}

static void
do_retain(const struct calling *k, struct state *s, value v,
          const struct effect *e, const struct outcome *o)
{
    if (term_is_address(term_at(&k->x->terms, v)) ||
        value_null(k->x, s, v) == NULL_IS)
        return;
    struct fact *f = state_fact_make(k->x, s, v);
    f->flags &= (uint32_t)~FLAG_FRESH;
    borrow_settle(f);
    value in = holder(k, e);
    if (term_at(&k->x->terms, in)->kind != VALUE_PARAM)
        f->flags |= FLAG_KEPT;
    if (is_uncounted(k->x, in) || call_counts_in_local(k, s, v))
        f->flags |= FLAG_DOUBT;
    if (f->lender == NO_VALUE && in != v && f->owned > 0)
        f->lender = in;
    else if (!contract_outcome_fails(o) && is_between_arguments(k->x, f, in))
        f->key = in;
}

/* ---- effects on the cell behind an argument ---- */

/* The old content goes without being released. */
void
call_overwrites(const struct calling *k, struct state *s, value at, value v)
{
    value old = state_load(s, at);
    memory_forget(k->x, s, at, false);
    if (v != NO_VALUE)
        state_store(k->x->keep, s, at, v);
    if (!address_is_private(k->x, s, at)) {
        writes_add(&k->x->writes, NULL);
        s->wrote = true;
    }
    if (old != NO_VALUE && old == k->taken)
        moved_out(k->x, s, old);
    if (old == NO_VALUE || old == ZEROED || old == k->taken)
        return;
    if (!address_is_private(k->x, s, at))
        return;
    lose(k->x, s, k->op, old, LOSS_OVERWRITTEN);
}

value
call_made(const struct calling *k, struct state *s, uint32_t sub, sym kind,
          enum origin origin, const struct type *type)
{
    value v = symbol_new(k->x, s, k->op, sub, type);
    struct fact *f = state_fact_make(k->x, s, v);
    f->kind = kind;
    f->origin = (uint8_t)origin;
    f->owned = origin == ORIGIN_NEW ? 1 : 0;
    f->null = NULL_NEVER;
    return v;
}

/* The call may have left in place what was there: who kept that alive may
   keep the new content alive.  The API replaces by objects of the same type.
 */
static void
inherit(const struct calling *k, struct state *s, value old, value v)
{
    struct fact was = *state_fact(s, old);
    struct fact *f = state_fact_make(k->x, s, v);
    f->excluded = k->known_body ? f->excluded : was.excluded;
    if (was.kind != f->kind || was.origin == ORIGIN_NEW ||
        was.origin == ORIGIN_UNKNOWN)
        return;
    f->origin = was.origin;
    f->lender = was.lender;
}

/* Nobody gave up a reference to an object that is part of a variable. */
static bool
is_static(const struct explorer *x, value v)
{
    value root = v == ZEROED ? NO_VALUE : term_root(&x->terms, v);
    return root != NO_VALUE && term_at(&x->terms, root)->kind == VALUE_GLOBAL;
}

static const struct type *
pointee(const struct calling *k, size_t i)
{
    const struct type *t = call_arg_type(k, i);
    return t == NULL ? NULL : t->target;
}

/* Something unknown that was not there before. */
static value
filled(const struct calling *k, struct state *s, size_t i)
{
    struct explorer *x = k->x;
    value v = symbol_new(x, s, k->op, (uint32_t)i + 1, pointee(k, i));
    if (type_is_object_pointer(pointee(k, i)))
        state_fact_make(x, s, v)->kind = x->p->ref;
    return v;
}

static void
contents_escape(const struct calling *k, struct state *s, size_t i)
{
    struct explorer *x = k->x;
    value v = k->args[i];
    if (call_only_keeps(k)) {
        memory_copied(x, s, v);
        return;
    }
    const struct term *t = term_at(&x->terms, term_root(&x->terms, v));
    if (array_filled(k, s, i))
        return;
    memory_forget(x, s, v, true);
    if (t->kind == VALUE_PARAM && t->number < 64)
        x->consumes |= UINT64_C(1) << t->number;
    /* Whose the reference is that the variable holds now cannot be told. */
    if (v != term_root(&x->terms, v) || !type_is_object_pointer(pointee(k, i)))
        return;
    value now = filled(k, s, i);
    state_fact_make(x, s, now)->flags |= FLAG_ESCAPED;
    state_store(x->keep, s, v, now);
}

static void
give_buffer(const struct calling *k, struct state *s, size_t i)
{
    struct explorer *x = k->x;
    value v = buffer_place(x, s, k->args[i]);
    struct fact *f = state_fact_make(x, s, v);
    if (f->kind != NULL && f->kind != x->p->buffer)
        return;
    f->kind = x->p->buffer;
    f->origin = ORIGIN_NEW;
    f->owned = 1;
    f->flags = 0;
    f->held = address_is_private(x, s, v) ||
                      term_at(&x->terms, v)->kind == VALUE_PARAM
                  ? 0
                  : 1;
    memory_forget(x, s, v, false);
    trace_touch(x, s, k->op, v, true);
}

static value
lent(const struct calling *k, struct state *s, size_t i,
     const struct effect *e)
{
    struct explorer *x = k->x;
    bool inner = e->kind == x->p->inner;
    bool may_be_null = param_has(call_param(k->c, i), VERB_NULL);
    value v = call_made(k, s, (uint32_t)i + 1, inner ? NULL : x->p->ref,
                        inner ? ORIGIN_UNKNOWN : ORIGIN_LENT, pointee(k, i));
    struct fact *f = state_fact_make(x, s, v);
    f->lender = borrow_keeper(k, s, call_lender(k, e));
    f->null = may_be_null ? NULL_UNKNOWN : NULL_NEVER;
    if (e->typed) {
        f->flags |= FLAG_TYPED;
        found_parsed(k, s, i, v);
    }
    if (inner)
        f->flags |= FLAG_INNER;
    else if (k->c->unstable)
        borrow_loose(x, s, v, NO_VALUE);
    return v;
}

static void
do_cell(const struct calling *k, struct state *s, size_t i,
        const struct effect *e)
{
    struct explorer *x = k->x;
    value at = k->args[i];
    if (value_null(x, s, at) == NULL_IS)
        return;
    if (e->verb == VERB_GIVES && e->kind == x->p->buffer) {
        give_buffer(k, s, i);
        return;
    }
    value v = NO_VALUE;
    value old = state_load(s, at);
    if (e->verb == VERB_NULLS || e->known)
        v = term_int(&x->terms, e->number);
    if (e->verb == VERB_GIVES || e->verb == VERB_REPLACES)
        v = call_made(k, s, (uint32_t)i + 1, e->kind, ORIGIN_NEW,
                      pointee(k, i));
    if (e->verb == VERB_REPLACES && old != NO_VALUE && old != ZEROED)
        inherit(k, s, old, v);
    if (e->verb == VERB_REPLACES && old != NO_VALUE && is_static(x, old))
        state_fact_make(x, s, v)->owned = 0;
    if (e->verb == VERB_LENDS)
        v = lent(k, s, i, e);
    if (v == NO_VALUE && type_is_pointer(pointee(k, i)))
        v = filled(k, s, i);
    call_overwrites(k, s, at, v);
    if (e->verb == VERB_GIVES ||
        (e->verb == VERB_LENDS && e->kind != x->p->inner))
        trace_touch(x, s, k->op, v, true);
}

/* Both ends of a pipe. */
static void
do_pair(const struct calling *k, struct state *s, size_t i,
        const struct effect *e)
{
    struct explorer *x = k->x;
    const struct type *type = pointee(k, i);
    if (type == NULL || value_null(x, s, k->args[i]) == NULL_IS)
        return;
    for (unsigned n = 0; n < 2; n++) {
        value at = term_index(&x->terms, k->args[i],
                              term_int(&x->terms, (int64_t)n), type);
        uint32_t sub = (uint32_t)i + 1 + n * (uint32_t)k->op->n_args;
        value v = call_made(k, s, sub, e->kind, ORIGIN_NEW, type);
        struct fact *f = state_fact_make(x, s, v);
        f->lo = FIRST_OWN;
        f->hi = INT32_MAX;
        call_overwrites(k, s, at, v);
        trace_touch(x, s, k->op, v, true);
    }
}

/* REPLACES and CLEARS consume what the cell held. */
static void
do_consume_cell(const struct calling *k, struct state *s, size_t i,
                const struct effect *e)
{
    struct explorer *x = k->x;
    value at = k->args[i];
    value old = state_load(s, at);
    if (!k->known_body && e->kind == x->p->ref)
        sharing_exchange(x, s, k->op, at, false);
    /* What a parameter points to is part of the summary. */
    if (old == NO_VALUE && term_at(&x->terms, at)->kind == VALUE_PARAM)
        old = load(x, s, k->op, at, pointee(k, i));
    if (old != NO_VALUE && old != ZEROED) {
        struct event more = {
            .callee = k->c, .arg = (int)i, .release_kind = e->kind};
        if (value_null(x, s, old) != NULL_IS) {
            bool owes = e->kind == x->p->ref && debt_of_item(x, s, old);
            /* A helper that clears it on some ways has set it before. */
            bool own = k->known_body && e->when != WHEN_ALWAYS &&
                       (state_fact(s, old)->flags & FLAG_UNSET) != 0;
            if (!owes && !own)
                tell(x, s, EVENT_RELEASE, k->op, old, &more);
            drop_one(k, s, old, e->kind, FLAG_RELEASED);
            if (owes)
                debt_make(x, s, k->op, old);
        }
    }
    if (e->stale)
        return;
    if (e->verb == VERB_CLEARS)
        call_overwrites(k, s, at,
                        e->moved > 0 ? call_arg(k, e->moved - 1)
                                     : term_int(&x->terms, 0));
    else
        do_cell(k, s, i, e);
}

/* Does the project's own callee free or keep it on some outcome?  Those
   summaries speak of what the caller passed, whatever its kind. */
static void
do_effect(const struct calling *k, struct state *s, size_t i,
          const struct effect *e, const struct outcome *o)
{
    value v = k->args[i];
    switch (e->verb) {
    case VERB_NULL:
        return;
    case VERB_RUNS:
        if (strcmp(e->kind, "end") == 0)
            call_ends(k, s, v, call_arg(k, e->other));
        return;
    case VERB_STEALS:
        do_steal(k, s, i, e, o);
        return;
    case VERB_RELEASES:
        call_releases(k, s, v, e->kind);
        return;
    case VERB_ACQUIRES:
        call_acquires(k, s, v, e->kind);
        return;
    case VERB_RETAINS:
        do_retain(k, s, v, e, o);
        return;
    case VERB_CHANGES:
        /* PyDict_SetItem() leaves the key that is there. */
        borrow_change(
            k->x, s, k->op, v, call_arg(k, e->other),
            e->other >= 0 &&
                param_has(call_param(k->c, (size_t)e->other), VERB_RETAINS));
        return;
    case VERB_ESCAPES:
        if (e->kind == k->x->p->contents)
            contents_escape(k, s, i);
        else if (e->kind == k->x->p->container)
            call_escape_value(k, s, term_root(&k->x->terms, v));
        else
            call_escape(k, s, v);
        return;
    case VERB_GIVES:
    case VERB_LENDS:
    case VERB_NULLS:
    case VERB_FILLS:
        do_cell(k, s, i, e);
        return;
    case VERB_PAIRS:
        do_pair(k, s, i, e);
        return;
    case VERB_REPLACES:
    case VERB_CLEARS:
        do_consume_cell(k, s, i, e);
        return;
    case VERB_COUNT:
        break;
    }
    assert(!"no such verb");
}

/* What happens only on some ways out of a helper is told there, where the
   conditions of the outcome hold. */
static void
tell_effect(const struct calling *k, const struct state *s, size_t i,
            const struct effect *e)
{
    struct event more = {
        .callee = k->c, .arg = (int)i, .release_kind = e->kind};
    if (!k->known_body || e->when == WHEN_ALWAYS)
        return;
    if (e->verb == VERB_RELEASES)
        tell(k->x, s, EVENT_RELEASE, k->op, k->args[i], &more);
    if (e->verb == VERB_STEALS)
        tell(k->x, s, EVENT_STEAL, k->op, k->args[i], &more);
}

/* The caller cannot know what was done to argument i, or to what it points
   to. */
static void
doubt_argument(const struct calling *k, struct state *s, size_t i)
{
    value v = k->args[i], content = state_load(s, v);
    if (state_fact(s, v)->kind != NULL)
        state_fact_make(k->x, s, v)->flags |= FLAG_DOUBT;
    if (content != NO_VALUE && content != ZEROED &&
        (state_fact(s, content)->kind != NULL ||
         term_is_address(term_at(&k->x->terms, content))))
        state_fact_make(k->x, s, content)->flags |= FLAG_DOUBT;
}

/* A number that stands for something, such as a file descriptor, and an object
   that is made of it: whoever has the object has it. */
static void
number_goes_along(const struct calling *k, struct state *s)
{
    bool makes = k->c->calls;
    for (size_t i = 0; i < k->c->n_outcomes; i++)
        makes |= (k->c->outcomes[i].result == RESULT_NEW ||
                  k->c->outcomes[i].result == RESULT_FRESH) &&
                 k->c->outcomes[i].kind == k->x->p->ref;
    for (size_t i = 0; makes && !k->known_body && i < k->op->n_args; i++)
        if (!type_is_pointer(call_arg_type(k, i)) &&
            state_fact(s, k->args[i])->kind != NULL)
            call_escape_value(k, s, k->args[i]);
}

static void
do_hold(const struct calling *k, struct state *s, unsigned outcome)
{
    const struct hold *in = &k->c->enters, *out = &k->c->leaves;
    if (in->kind != NULL && (in->when >> outcome & 1) != 0)
        call_acquires(k, s, lock_without_name(k->x, in->kind), in->kind);
    if (out->kind != NULL && (out->when >> outcome & 1) != 0)
        lock_leave(k->x, s, k->op, k->c);
}

void
call_effects(const struct calling *k, struct state *s, unsigned outcome)
{
    do_hold(k, s, outcome);
    call_drops_tokens(k, s, outcome);
    number_goes_along(k, s);
    for (size_t i = 0; i < k->op->n_args; i++) {
        const struct param *p = call_param(k->c, i);
        bool doubt = p != NULL && (p->doubt >> outcome & 1) != 0;
        if (doubt)
            doubt_argument(k, s, i);
        for (size_t e = 0; p != NULL && e < p->n_effects; e++)
            if ((p->effects[e].when >> outcome & 1) != 0) {
                tell_effect(k, s, i, &p->effects[e]);
                do_effect(k, s, i, &p->effects[e], &k->c->outcomes[outcome]);
            }
        if (doubt)
            doubt_argument(k, s, i);
        parts_fill(k, s, i, outcome);
        debt_forgive(k, s, i, outcome);
        call_may_have_set(k, s, i, &k->c->outcomes[outcome]);
        call_note_absent(k, s, i, outcome);
    }
}

/* What "N" hands over lives on in what is built. */
static void
keep_in_result(const struct calling *k, struct state *s, value result)
{
    if (result == NO_VALUE || k->known_body ||
        state_fact(s, result)->origin != ORIGIN_NEW ||
        state_fact(s, result)->kind != k->x->p->ref)
        return;
    for (size_t i = 0; i < k->op->n_args; i++) {
        const struct fact *f = state_fact(s, k->args[i]);
        if ((f->flags & FLAG_GIVEN) != 0 && f->dropped == k->op &&
            f->lender == NO_VALUE)
            state_fact_make(k->x, s, k->args[i])->lender = result;
    }
}

void
call_result_retains(const struct calling *k, struct state *s, unsigned at,
                    value result)
{
    const struct param *p = call_param(k->c, 0);
    value v = call_arg(k, 0);
    keep_in_result(k, s, result);
    if (result == NO_VALUE || v == NO_VALUE || k->known_body ||
        state_fact(s, result)->origin != ORIGIN_NEW)
        return;
    for (size_t i = 0; p != NULL && i < p->n_effects; i++) {
        const struct effect *e = &p->effects[i];
        struct fact *f = state_fact_make(k->x, s, v);
        if (e->verb == VERB_RETAINS && e->other < 0 &&
            (e->when >> at & 1) != 0 && f->lender == NO_VALUE)
            f->lender = result;
    }
}
