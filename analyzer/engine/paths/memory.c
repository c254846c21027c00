/* Which memory is whose, and when what is known of it ends. */
#include "call.h"
#include "given.h"

#include <string.h>

bool
address_is_private(const struct explorer *x, const struct state *s,
                   value address)
{
    (void)s;
    value root = term_root(&x->terms, address);
    return term_at(&x->terms, root)->kind == VALUE_LOCAL;
}

bool
is_argument_array(const struct explorer *x, value root)
{
    const struct term *t = term_at(&x->terms, root);
    return x->entry != NULL && t->kind == VALUE_PARAM && t->type != NULL &&
           t->type->kind == TYPE_POINTER &&
           type_is_object_pointer(t->type->target);
}

bool
is_given_item(const struct explorer *x, value v)
{
    value at = term_read_from(term_at(&x->terms, v));
    const struct term *t = at == NO_VALUE ? NULL : term_at(&x->terms, at);
    return t != NULL && !x->proc->entry_guessed &&
           (t->kind == VALUE_ELEM || t->kind == VALUE_PARAM) &&
           is_argument_array(x, t->kind == VALUE_ELEM ? t->a : at);
}

bool
address_is_below(const struct terms *t, value address, value top)
{
    for (;;) {
        if (address == top)
            return true;
        const struct term *n = term_at(t, address);
        if (n->kind != VALUE_FIELD && n->kind != VALUE_ELEM &&
            n->kind != VALUE_ITEM)
            return false;
        address = n->a;
    }
}

void
memory_forget_cell(struct explorer *x, struct state *s, struct cell c,
                   bool escape)
{
    if (c.content == ZEROED)
        return;
    value root = term_root(&x->terms, c.content);
    if (!escape && root != c.content && state_fact(s, root)->kind != NULL &&
        state_fact(s, root)->kind != x->p->ref)
        c.content = root;
    const struct fact *known = state_fact(s, c.content);
    if (known->kind == NULL && !escape)
        return;
    struct fact *f = state_fact_make(x, s, c.content);
    const struct term *t = term_at(&x->terms, c.content);
    bool found = t->kind == VALUE_SYMBOL && t->a == c.at;
    if (escape) {
        f->flags |= FLAG_ESCAPED;
        f->flags &= (uint32_t)~FLAG_SHARED;
    }
    else if (!found && !address_is_private(x, s, c.at) && f->held < 100)
        f->held++;
}

/* Another variable of this function that the cell leads to: `b.next = &other`.
 */
static bool
is_linked_local(const struct explorer *x, struct cell c, value address)
{
    if (c.content == ZEROED)
        return false;
    value root = term_root(&x->terms, c.content);
    return term_at(&x->terms, root)->kind == VALUE_LOCAL &&
           root != term_root(&x->terms, address);
}

void
memory_forget(struct explorer *x, struct state *s, value address, bool escape)
{
    size_t n = 0;
    value linked = NO_VALUE;
    for (size_t i = 0; i < s->memory.n; i++) {
        struct cell c = s->memory.v[i];
        bool below = address_is_below(&x->terms, c.at, address);
        bool link = below && escape && is_linked_local(x, c, address);
        if (below && !(link && linked != NO_VALUE))
            memory_forget_cell(x, s, c, escape);
        else
            s->memory.v[n++] = c;
        if (link && linked == NO_VALUE)
            linked = term_root(&x->terms, c.content);
    }
    s->memory.n = n;
    if (linked == NO_VALUE)
        return;
    memory_forget(x, s, linked, true);
    memory_forget(x, s, address, true);
}

static value
moved_address(struct explorer *x, value at, value from, value to)
{
    struct term t = *term_at(&x->terms, at);
    if (at == from)
        return to;
    assert(t.kind == VALUE_FIELD || t.kind == VALUE_ELEM ||
           t.kind == VALUE_ITEM);
    t.a = moved_address(x, t.a, from, to);
    return term_intern(&x->terms, t);
}

void
memory_move(struct explorer *x, struct state *s, value from, value to)
{
    struct cell *old = arena_copy(x->keep, s->memory.v,
                                  s->memory.n * sizeof *old);
    size_t n = s->memory.n, n_moved = 0;
    s->memory.n = 0;
    for (size_t i = 0; i < n; i++) {
        struct cell c = old[i];
        const struct fact *f = state_fact(s, c.content);
        if (!address_is_below(&x->terms, c.at, from))
            s->memory.v[s->memory.n++] = c;
        else if (c.content != ZEROED && f->owned > 0 &&
                 f->origin == ORIGIN_NEW)
            old[n_moved++] = c;
        else
            memory_forget_cell(x, s, c, true);
    }
    for (size_t i = 0; i < n_moved; i++)
        state_store(x->keep, s, moved_address(x, old[i].at, from, to),
                    old[i].content);
}

bool
address_is_computed(const struct explorer *x, value address)
{
    const struct term *t = term_at(&x->terms, address);
    return t->kind == VALUE_ELEM &&
           type_is_object_pointer(term_at(&x->terms, t->a)->type) &&
           term_at(&x->terms, t->b)->kind != VALUE_INT;
}

void
memory_copied(struct explorer *x, struct state *s, value from)
{
    for (size_t i = 0; i < s->memory.n; i++)
        if (address_is_below(&x->terms, s->memory.v[i].at, from))
            state_forget_cell(x, s, &s->memory.v[i]);
}

/* By its letters: where a name lies in memory differs from run to run. */
static unsigned
name_bit(sym name)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (const char *p = name; *p != '\0'; p++)
        h = (h ^ (unsigned char)*p) * UINT64_C(1099511628211);
    return (unsigned)(h >> 32) % 256;
}

void
writes_add(struct writes *w, sym name)
{
    if (name == NULL)
        w->unnamed = true;
    else
        w->names[name_bit(name) / 64] |= UINT64_C(1) << name_bit(name) % 64;
}

void
writes_all(struct writes *w)
{
    for (int i = 0; i < 4; i++)
        w->names[i] = UINT64_MAX;
    w->unnamed = true;
}

void
writes_join(struct writes *w, const struct writes *more)
{
    for (int i = 0; i < 4; i++)
        w->names[i] |= more->names[i];
    w->unnamed |= more->unnamed;
}

sym
address_label(const struct explorer *x, value address)
{
    const struct term *t = term_at(&x->terms, address);
    return t->kind == VALUE_FIELD || t->kind == VALUE_GLOBAL ? t->name : NULL;
}

static bool
may_write(const struct explorer *x, const struct writes *w, value address)
{
    sym name = address_label(x, address);
    if (name == NULL)
        return w->unnamed;
    return (w->names[name_bit(name) / 64] >> name_bit(name) % 64 & 1) != 0;
}

/* A caller's variable that the function got the address of, to put a result
   there: the callee was not told where it is. */
static bool
is_untold(const struct explorer *x, const struct state *s, value at,
          const value *args, size_t n_args)
{
    const struct term *t = term_at(&x->terms, at);
    if (t->kind != VALUE_PARAM || !type_is_pointer(t->type) ||
        !type_is_pointer(t->type->target) ||
        (state_fact(s, at)->flags & FLAG_ESCAPED) != 0)
        return false;
    for (size_t i = 0; i < n_args; i++)
        if (term_root(&x->terms, args[i]) == at)
            return false;
    return true;
}

void
memory_forget_shared(struct explorer *x, struct state *s,
                     const struct writes *w, const value *args, size_t n_args)
{
    size_t n = 0;
    for (size_t i = 0; i < s->memory.n; i++) {
        struct cell c = s->memory.v[i];
        if (!may_write(x, w, c.at)) {
            s->memory.v[n++] = c;
            continue;
        }
        value root = term_root(&x->terms, c.at);
        bool fresh = (state_fact(s, root)->flags &
                      (FLAG_FRESH | FLAG_ESCAPED)) == FLAG_FRESH;
        if (address_is_private(x, s, c.at) || fresh ||
            is_untold(x, s, c.at, args, n_args))
            s->memory.v[n++] = c;
        else
            memory_forget_cell(x, s, c, false);
    }
    s->memory.n = n;
}

/* NULL was found there, in an object that others can reach. */
static bool
is_found_null(const struct explorer *x, const struct state *s, struct cell c)
{
    if (c.content == ZEROED)
        return false;
    value root = term_root(&x->terms, c.at);
    const struct term *t = term_at(&x->terms, c.content);
    return t->kind == VALUE_SYMBOL && t->a == c.at &&
           value_null(x, s, c.content) == NULL_IS && root != c.at &&
           type_is_object_pointer(term_at(&x->terms, root)->type);
}

void
memory_forget_nulls(const struct explorer *x, struct state *s)
{
    size_t n = 0;
    for (size_t i = 0; i < s->memory.n; i++) {
        struct cell c = s->memory.v[i];
        if (!is_found_null(x, s, c))
            s->memory.v[n++] = c;
    }
    s->memory.n = n;
}

bool
writes_has(const struct writes *w, sym name)
{
    return name != NULL &&
           (w->names[name_bit(name) / 64] >> name_bit(name) % 64 & 1) != 0;
}

/* `if (queue == NULL) make_queue();`, and the helper asks the same before it
   makes one: where it has done nothing there is one. */
void
memory_forget_filled(const struct explorer *x, struct state *s,
                     const struct writes *w)
{
    size_t n = 0;
    for (size_t i = 0; i < s->memory.n; i++) {
        struct cell c = s->memory.v[i];
        const struct term *at = term_at(&x->terms, c.at);
        const struct term *t = c.content == ZEROED
                                   ? NULL
                                   : term_at(&x->terms, c.content);
        bool found = t != NULL && t->kind == VALUE_SYMBOL && t->a == c.at &&
                     value_null(x, s, c.content) == NULL_IS;
        bool named = at->kind == VALUE_GLOBAL || at->kind == VALUE_FIELD;
        if (!found || !named || !writes_has(w, at->name))
            s->memory.v[n++] = c;
    }
    s->memory.n = n;
}

static bool
may_write_any(const struct writes *w, const struct type *record)
{
    for (size_t i = 0; i < record->n_fields; i++)
        if (writes_has(w, record->fields[i].name))
            return true;
    return false;
}

/* A zero-filled struct of which some fields may be written: the others are
   zero one by one. */
static void
spread_zero(struct explorer *x, struct state *s, value address,
            const struct type *record, const struct writes *w)
{
    if (state_load(s, address) != ZEROED || record == NULL ||
        record->kind != TYPE_RECORD || !may_write_any(w, record))
        return;
    for (size_t i = 0; i < record->n_fields && !record->is_union; i++) {
        const struct field *f = &record->fields[i];
        value at = term_intern(&x->terms,
                               (struct term){.kind = VALUE_FIELD,
                                             .a = address,
                                             .name = f->name,
                                             .number = (int64_t)f->offset});
        bool scalar = f->type->kind != TYPE_RECORD &&
                      f->type->kind != TYPE_ARRAY;
        if (state_load(s, at) == NO_VALUE && !writes_has(w, f->name))
            state_store(x->keep, s, at,
                        scalar ? term_int(&x->terms, 0) : ZEROED);
    }
    size_t n = 0;
    for (size_t i = 0; i < s->memory.n; i++)
        if (s->memory.v[i].at != address)
            s->memory.v[n++] = s->memory.v[i];
    s->memory.n = n;
}

/* The callee was given the address of something of ours: what it writes into
   fields of that name may have gone there. */
void
memory_forget_fields(struct explorer *x, struct state *s, value address,
                     const struct writes *w)
{
    const struct term *t = term_at(&x->terms, address);
    if (t->kind == VALUE_LOCAL)
        spread_zero(x, s, address, x->f->slots[t->number].type, w);
    size_t n = 0;
    for (size_t i = 0; i < s->memory.n; i++) {
        struct cell c = s->memory.v[i];
        if (c.at == address || term_at(&x->terms, c.at)->kind != VALUE_FIELD ||
            !address_is_below(&x->terms, c.at, address) ||
            !may_write(x, w, c.at))
            s->memory.v[n++] = c;
        else
            memory_forget_cell(x, s, c, true);
    }
    s->memory.n = n;
}

/* An element of an array that a parameter points to, or what arithmetic
   finds in a struct: the summary can only say that anything may have
   changed there. */
void
note_scribble(struct explorer *x, value address)
{
    bool wild = false;
    const struct term *t = term_at(&x->terms, address);
    while (t->kind == VALUE_FIELD || t->kind == VALUE_ELEM ||
           t->kind == VALUE_BINARY) {
        wild = wild || t->kind != VALUE_FIELD;
        bool left = term_at(&x->terms, t->a)->kind != VALUE_INT;
        t = term_at(&x->terms, left ? t->a : t->b);
    }
    if (wild && t->kind == VALUE_PARAM && t->number < 64)
        x->consumes |= UINT64_C(1) << t->number;
}

/* v was read from an element whose index is known in part only, and its
   reference is gone: that may have been the one of any element there. */
void
memory_release_item(struct explorer *x, struct state *s, value v)
{
    value from = term_read_from(term_at(&x->terms, v));
    struct term t = *term_at(&x->terms, from == NO_VALUE ? v : from);
    int64_t lo, hi;
    if (t.kind != VALUE_ELEM || term_at(&x->terms, t.b)->kind == VALUE_INT)
        return;
    value_range(x, s, t.b, &lo, &hi);
    for (size_t i = 0; i < s->memory.n; i++) {
        struct cell c = s->memory.v[i];
        const struct term *o = term_at(&x->terms, c.at);
        bool first = c.at == t.a; /* &p[0] is p */
        if (c.content == ZEROED ||
            !(first || (o->kind == VALUE_ELEM && o->a == t.a)))
            continue;
        const struct term *index = first ? NULL : term_at(&x->terms, o->b);
        int64_t at = first ? 0 : index->number;
        if ((first || index->kind == VALUE_INT) && (at < lo || at > hi))
            continue;
        if (c.at != from && state_fact(s, c.content)->owned > 0)
            state_fact_make(x, s, c.content)->flags |= FLAG_ESCAPED;
    }
}

/* Py_SIZE() of an object whose size this function has just set. */
static bool
is_new_size(const struct state *s, const struct term *index)
{
    if (index->kind != VALUE_SYMBOL || index->op == NULL ||
        index->op->kind != OP_CALL || index->op->callee == NULL ||
        strcmp(index->op->callee, "Py_SIZE") != 0)
        return false;
    for (const struct trace *t = s->trace; t != NULL; t = t->prev)
        if (t->kind == STEP_CALL && t->op->kind == OP_CALL &&
            t->op->callee != NULL && strcmp(t->op->callee, "Py_SET_SIZE") == 0)
            return true;
    return false;
}

static bool
is_step(const struct explorer *x, const struct term *t)
{
    return t->kind == VALUE_BINARY &&
           (t->code == CODE_SUB || t->code == CODE_ADD) &&
           term_at(&x->terms, t->b)->kind == VALUE_INT;
}

/* A counter that others see is `index` now, or was and has moved on. */
static bool
counts_past(const struct explorer *x, const struct state *s, value index)
{
    bool stepped = is_step(x, term_at(&x->terms, index));
    for (size_t i = 0; i < s->memory.n; i++) {
        struct cell c = s->memory.v[i];
        if (c.content == ZEROED || address_is_private(x, s, c.at))
            continue;
        const struct term *now = term_at(&x->terms, c.content);
        const struct term *was = term_at(&x->terms, index);
        bool moved = is_step(x, now) && now->a == index &&
                     was->kind == VALUE_SYMBOL && was->a == c.at;
        if (moved || (stepped && c.content == index))
            return true;
    }
    return false;
}

/* items[--n], items[n++]: the element that a counter in memory has just
   excluded goes with whatever reference its array had. */
bool
is_popped(const struct explorer *x, const struct state *s, value address)
{
    const struct term *t = term_at(&x->terms, address);
    if (t->kind != VALUE_ELEM)
        return false;
    value index = t->b;
    return is_new_size(s, term_at(&x->terms, index)) ||
           counts_past(x, s, index);
}

/* item = items[n]; n--: the counter that chose the element has moved on, or
   has come to it: item = items[n - 1]; n--. */
void
counter_moved(struct explorer *x, struct state *s, value old, value v)
{
    const struct term *t = term_at(&x->terms, v);
    if (!is_step(x, t) || t->a != old)
        return;
    bool down = (t->code == CODE_SUB) ==
                (term_at(&x->terms, t->b)->number > 0);
    for (size_t i = 0; i < s->facts.n; i++) {
        const struct term *f = term_at(&x->terms, s->facts.v[i].v);
        const struct term *at = f->kind == VALUE_SYMBOL && f->a != NO_VALUE
                                    ? term_at(&x->terms, f->a)
                                    : NULL;
        if (at != NULL && at->kind == VALUE_ELEM &&
            (at->b == old || (down && at->b == v)))
            s->facts.v[i].flags |= FLAG_ESCAPED;
    }
}

/* Read from a place that holds something else now: the reference of that
   place may have come along.  Where a helper read it from is not known; a
   plain struct may have been written since. */
bool
was_moved(const struct explorer *x, const struct state *s, value v)
{
    const struct term *t = term_at(&x->terms, v);
    const struct fact *f = state_fact(s, v);
    if (t->kind != VALUE_SYMBOL || f->owned > 0)
        return false;
    if (t->a != NO_VALUE)
        return state_load(s, t->a) != v;
    return s->wrote && f->lender != NO_VALUE &&
           (f->origin == ORIGIN_LENT || f->origin == ORIGIN_FIELD) &&
           !type_is_object_pointer(term_at(&x->terms, f->lender)->type);
}
