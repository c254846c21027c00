/* What functions that may run at any time do to a field that the instance
 * owns: overwrite it without releasing the old value, release it and leave
 * the pointer in place.
 */
#include "types_way.h"

#include <string.h>

/* ---- one op ---- */

static bool
has_touch(const struct way *w, const struct op *op, enum touch_kind kind,
          unsigned level)
{
    for (size_t i = 0; i < w->touches->v.n; i++) {
        const struct touch *t = &w->touches->v.v[i];
        if (t->op == op && t->kind == kind && t->at.level == level &&
            t->at.param == 0 && touch_hits(w->c->f, t, w->field))
            return true;
    }
    return false;
}

/* The instance, or part of it with the field, goes where anything may
 * happen to it. */
static bool
passes_self(const struct way *w, const struct op *op)
{
    for (size_t i = 0; i < w->touches->v.n; i++) {
        const struct touch *t = &w->touches->v.v[i];
        if (t->op == op && t->kind == TOUCH_UNKNOWN && t->at.param == 0 &&
            t->at.level == 0 && t->at.offset <= w->field->offset)
            return true;
    }
    return false;
}

static bool
stores_field(const struct way *w, const struct op *op)
{
    return has_touch(w, op, w->view ? TOUCH_MAKE : TOUCH_STORE, 0);
}

/* An object that was taken out to lend the field to another comes back. */
static bool
puts_back(const struct way *w, const struct op *op)
{
    bool back = has_touch(w, op, TOUCH_BACK, 0);
    for (size_t i = 0; back && i < w->touches->v.n; i++)
        if (stores_field(w, w->touches->v.v[i].op))
            return true;
    return false;
}

static bool
drops_view(const struct way *w, const struct op *op)
{
    return has_touch(w, op, TOUCH_RELEASE, 0);
}

/* The argument that was just loaded from the field, or NULL. */
static const struct operand *
loaded_argument(const struct way *w, const struct op *op)
{
    for (size_t i = 0; op->kind == OP_CALL && i < op->n_args; i++)
        if (way_loads_field(w, func_made_behind(w->f, &op->args[i])))
            return &op->args[i];
    return NULL;
}

/* By name, of what was just loaded from the field. */
static bool
releases_field(const struct way *w, const struct op *op)
{
    if (w->block) /* what has a result, such as a realloc, may fail */
        return (op->dst == NO_SLOT || w->number) &&
               loaded_argument(w, op) != NULL &&
               has_touch(w, op, TOUCH_FREE, 1);
    return op->kind == OP_CALL && op->callee != NULL &&
           str_starts(op->callee, "Py_") && op->n_args == 1 &&
           has_touch(w, op, TOUCH_RELEASE, 1) &&
           way_loads_field(w, func_made_behind(w->f, &op->args[0]));
}

static bool
resets_field(const struct way *w, const struct op *op)
{
    return stores_field(w, op) || puts_back(w, op) || passes_self(w, op) ||
           way_frees_self(w, op);
}

static bool
is_self(const struct way *w, const struct operand *o)
{
    struct operand from = func_origin(w->f, *o);
    return from.kind == OPERAND_SLOT && from.index == 0;
}

static bool
passes_on_self(const struct way *w, const struct op *op)
{
    if (op->callee != NULL && str_starts(op->callee, "Py"))
        return false; /* Python knows nothing of the fields */
    for (size_t i = 0; op->kind == OP_CALL && i < op->n_args; i++)
        if (is_self(w, &op->args[i]))
            return true;
    return false;
}

/* A variable with several values, one of them from the field. */
static bool
may_be_field(const struct way *w, const struct operand *o)
{
    if (o->kind != OPERAND_SLOT || func_made_by(w->f, o) != NULL)
        return false;
    for (size_t b = 0; b < w->f->n_blocks; b++)
        for (size_t i = 0; i < w->f->blocks[b].n_ops; i++) {
            const struct op *op = &w->f->blocks[b].ops[i];
            if (op->dst == o->index && op->kind != OP_SCOPE &&
                (way_loads_field(w, op) ||
                 way_loads_field(w, func_made_behind(w->f, &op->a))))
                return true;
        }
    return false;
}

/* The branch depends on another field of the instance, or on this one in
 * some other way. */
bool
way_asks_other_field(const struct way *w, const struct op *branch)
{
    if (branch->kind != OP_BRANCH || way_null_edge(w, branch) != NO_BLOCK)
        return false;
    const struct operand *about = &branch->a;
    const struct op *op = func_made_behind(w->f, about);
    if (op != NULL && (op->kind == OP_BINARY || op->kind == OP_UNARY)) {
        about = &op->a;
        op = func_made_behind(w->f, about);
    }
    if (may_be_field(w, about))
        return true;
    for (size_t i = 0; op != NULL && i < w->touches->v.n; i++)
        if (w->touches->v.v[i].op == op &&
            w->touches->v.v[i].kind == TOUCH_READ)
            return true;
    return op != NULL && passes_on_self(w, op);
}

/* ---- ways ---- */

typedef bool op_test(const struct way *w, const struct op *op);

struct search {
    struct way *w;
    op_test *stop, *goal;  /* asked of each op in this order */
    const struct op *only; /* with this op as the goal, when not NULL */
    bool not_null;         /* leave out ways that find the field NULL */
    bool unguarded;        /* leave out goals behind tests of other fields */
};

/* Does it depend on another field whether the op is reached? */
static bool
is_guarded(const struct way *w, const struct op *op)
{
    uint32_t at = op_position(w->f, op).block;
    for (uint32_t b = 0; b < w->f->n_blocks; b++) {
        const struct block *block = &w->f->blocks[b];
        const struct op *end = &block->ops[block->n_ops - 1];
        if (b != at && way_asks_other_field(w, end) &&
            func_decides(w->f, b, at))
            return true;
    }
    return false;
}

static const struct op *
search_from(struct search *s, uint32_t block, size_t from)
{
    const struct block *b = &s->w->f->blocks[block];
    for (size_t i = from; i < b->n_ops; i++) {
        const struct op *op = &b->ops[i];
        if ((s->only != NULL ? op == s->only : s->goal(s->w, op)) &&
            !(s->unguarded && is_guarded(s->w, op)))
            return op;
        if (s->stop(s->w, op))
            return NULL;
    }
    const struct op *last = &b->ops[b->n_ops - 1];
    uint32_t null = s->not_null ? way_null_edge(s->w, last) : NO_BLOCK;
    for (size_t i = 0; op_successor(last, i) != NO_BLOCK; i++) {
        uint32_t to = op_successor(last, i);
        if (s->w->seen[to] || to == null)
            continue;
        s->w->seen[to] = true;
        const struct op *hit = search_from(s, to, 0);
        if (hit != NULL)
            return hit;
    }
    return NULL;
}

static const struct op *
search(struct search s, uint32_t block, size_t from)
{
    s.w->seen = ARENA_ARRAY(s.w->c->scratch, bool, s.w->f->n_blocks);
    return search_from(&s, block, from);
}

static bool
is_return(const struct way *w, const struct op *op)
{
    (void)w;
    return op->kind == OP_RETURN;
}

/* ---- released and left in place ---- */

static bool
acquires_somewhere(const struct way *w)
{
    for (size_t i = 0; i < w->touches->v.n; i++) {
        const struct touch *t = &w->touches->v.v[i];
        if (t->kind == TOUCH_ACQUIRE && t->at.level == 1 &&
            touch_hits(w->c->f, t, w->field))
            return true;
    }
    return false;
}

/* What is released is what stands in the field at that time. */
static bool
is_current(struct way *w, const struct op *release)
{
    const struct op *load = func_made_behind(w->f,
                                             loaded_argument(w, release));
    for (uint32_t b = 0; b < w->f->n_blocks; b++)
        for (size_t i = 0; i < w->f->blocks[b].n_ops; i++)
            if (&w->f->blocks[b].ops[i] == load)
                return search((struct search){.w = w,
                                              .stop = stores_field,
                                              .only = release},
                              b, i + 1) != NULL;
    return false;
}

static void
keep_released(struct way *w, const struct procedure *proc,
              enum confidence confidence)
{
    if (acquires_somewhere(w))
        return;
    for (uint32_t b = 0; b < w->f->n_blocks; b++)
        for (size_t i = 0; i < w->f->blocks[b].n_ops; i++) {
            const struct op *op = &w->f->blocks[b].ops[i];
            if (!releases_field(w, op) || !is_current(w, op))
                continue;
            struct search s = {
                .w = w, .stop = resets_field, .goal = is_return};
            bool left = search(s, b, i + 1) != NULL;
            struct type_view v = types_field_view(
                ASPECT_RESET, left ? ANSWER_NO : ANSWER_YES, w->field);
            v.kind = w->kind;
            types_tell(w->c, v, proc, op, confidence);
        }
}

/* ---- released while the field still has it ---- */

/* Python code has chosen the object; when that ends, it meets what is left in
   the field, by reading it or by the very function that was called. */
static bool
runs_code_at_end(const struct field_fact *f)
{
    return f->holding == HOLD_OBJECT && !f->exact &&
           (f->settable || f->member || f->given);
}

/* Otherwise it is left in place for good, which is told already. */
static bool
is_reset_later(struct way *w, uint32_t block, size_t from)
{
    struct search left = {.w = w, .stop = resets_field, .goal = is_return};
    struct search reset = {.w = w, .stop = is_return, .goal = resets_field};
    return search(reset, block, from) != NULL &&
           (acquires_somewhere(w) || search(left, block, from) == NULL);
}

static void
keep_ordered(struct way *w, const struct procedure *proc)
{
    if (w->block || !runs_code_at_end(w->field))
        return;
    for (uint32_t b = 0; b < w->f->n_blocks; b++)
        for (size_t i = 0; i < w->f->blocks[b].n_ops; i++) {
            const struct op *op = &w->f->blocks[b].ops[i];
            if (!releases_field(w, op))
                continue;
            bool current = is_current(w, op);
            if (current && !is_reset_later(w, b, i + 1))
                continue;
            struct type_view v = types_field_view(
                ASPECT_ORDER, current ? ANSWER_NO : ANSWER_YES, w->field);
            types_tell(w->c, v, proc, op, CONFIDENCE_LIKELY);
        }
}

/* ---- overwritten ---- */

/* PyNumber_Add(self->total, n): the API leaves the argument as it is, or
   takes a reference of its own. */
static bool
only_reads(const struct way *w, const struct op *op, size_t i)
{
    const struct program *p = w->c->t->p;
    const struct contract *c = program_line(p, op);
    if (c == NULL || i >= c->n_params)
        return false;
    for (size_t k = 0; k < c->params[i].n_effects; k++)
        if (c->params[i].effects[k].verb != VERB_NULL &&
            c->params[i].effects[k].verb != VERB_RETAINS)
            return false;
    for (size_t k = 0; k < c->n_outcomes; k++)
        if (c->outcomes[k].param == (int)i)
            return false;
    return strstr(op->callee, "InPlace") == NULL;
}

/* Some way leads to the op on which nothing was stored in the field yet. */
static bool
comes_before_store(struct way *w, const struct op *op)
{
    return search((struct search){.w = w, .stop = stores_field, .only = op}, 0,
                  0) != NULL;
}

static bool
is_old_value(struct way *w, const struct operand *o)
{
    const struct op *load = func_made_behind(w->f, o);
    return way_loads_field(w, load) && comes_before_store(w, load);
}

/* `old ? old : Py_NewRef(Py_None)`: one of the values that a slot gets. */
static bool
is_choice_of_old(struct way *w, const struct operand *o)
{
    const struct func *f = w->f;
    struct operand from = func_origin(f, *o);
    for (uint32_t b = 0; from.kind == OPERAND_SLOT && b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->kind == OP_COPY && op->dst == from.index &&
                is_old_value(w, &op->a))
                return true;
        }
    return false;
}

/* What stood in the field is used for more than to look at it. */
static bool
takes_field(struct way *w, const struct op *op)
{
    static const char *const looks[] = {"Py_INCREF", "Py_XINCREF", "Py_NewRef",
                                        "Py_XNewRef", NULL};
    if (op->kind == OP_STORE || op->kind == OP_RETURN) {
        const struct operand *o = op->kind == OP_STORE ? &op->b : &op->a;
        return is_old_value(w, o) || is_choice_of_old(w, o);
    }
    for (size_t i = 0; op->kind == OP_CALL && i < op->n_args; i++)
        if (is_old_value(w, &op->args[i]) && !only_reads(w, op, i) &&
            (op->callee == NULL || !str_is_one_of(op->callee, looks)))
            return true;
    return false;
}

/* The op gives up what stood in the field, as far as can be told. */
static bool
gives_up_old(struct way *w, const struct touch *t)
{
    const struct operand *loaded = w->view || t->op == NULL
                                       ? NULL
                                       : loaded_argument(w, t->op);
    return t->kind == way_release(w) && (t->at.level >= 1 || w->view) &&
           touch_hits(w->c->f, t, w->field) &&
           (loaded == NULL || is_old_value(w, loaded));
}

static bool
deals_with_field(struct way *w)
{
    for (uint32_t b = 0; b < w->f->n_blocks; b++)
        for (size_t i = 0; i < w->f->blocks[b].n_ops; i++) {
            const struct op *op = &w->f->blocks[b].ops[i];
            if ((passes_self(w, op) && comes_before_store(w, op)) ||
                (w->view ? drops_view(w, op) : takes_field(w, op)))
                return true;
        }
    for (size_t i = 0; i < w->touches->v.n; i++)
        if (gives_up_old(w, &w->touches->v.v[i]))
            return true;
    return false;
}

static bool
never(const struct way *w, const struct op *op)
{
    (void)w;
    (void)op;
    return false;
}

/* `self->fd = -1;` in tp_init is how a number begins, whatever it was. */
static bool
stores_constant(const struct way *w, const struct op *op)
{
    return w->number && op->kind == OP_STORE && op->b.kind == OPERAND_INT &&
           stores_field(w, op);
}

static bool
stores_other(const struct way *w, const struct op *op)
{
    return stores_field(w, op) && !stores_constant(w, op);
}

static void
keep_overwritten(struct way *w, const struct procedure *proc)
{
    if (deals_with_field(w))
        return;
    struct search s = {
        .w = w, .stop = never, .goal = stores_field, .not_null = true};
    if (w->number) {
        s.stop = stores_constant;
        s.goal = stores_other;
    }
    const struct op *any = search(s, 0, 0);
    s.unguarded = true;
    const struct op *plain = search(s, 0, 0);
    const struct op *op = plain != NULL || w->block ? plain : any;
    bool direct = op != NULL && (op->kind == OP_STORE || w->view);
    if (op != NULL && !direct)
        return;
    struct type_view v = types_field_view(
        ASPECT_REPLACE, op != NULL ? ANSWER_NO : ANSWER_YES, w->field);
    v.kind = w->kind;
    v.of_module = w->c->f->is_module;
    types_tell(w->c, v, proc, op,
               plain != NULL ? CONFIDENCE_LIKELY : CONFIDENCE_POSSIBLE);
}

/* ---- which functions, which fields ---- */

/* A field, or one that holds blocks of this kind. */
struct kept {
    const struct field_fact *field;
    sym kind; /* NULL: references */
    bool number, view;
};

static struct way
way_with(struct checking *c, struct procedure *proc, const struct kept *k)
{
    struct way w = way_of(c, proc);
    w.field = k->field;
    w.kind = k->kind;
    w.block = k->kind != NULL;
    w.number = k->number;
    w.view = k->view;
    return w;
}

/* tp_dealloc releases the field whatever other fields say. */
static bool
is_released_anyway(struct checking *c, const struct kept *k)
{
    struct procedure *dealloc = type_slot(c->f, SLOT_DEALLOC)->proc;
    if (dealloc == NULL || dealloc->func->status != FUNC_OK)
        return false;
    struct way w = way_with(c, dealloc, k);
    struct search s = {
        .w = &w, .stop = never, .goal = way_drops_field, .unguarded = true};
    if (k->view)
        s.goal = drops_view;
    return search(s, 0, 0) != NULL;
}

static bool
is_kept(struct checking *c, const struct field_fact *f)
{
    enum slot_id end = c->f->is_module ? SLOT_CLEAR : SLOT_DEALLOC;
    return f->owned_stores > 0 && f->borrowed_stores == 0 &&
           f->unknown_stores == 0 && f->steals == 0 && !f->in_union &&
           !f->is_weaklist && !f->is_array &&
           types_does(c, end, TOUCH_RELEASE, f) == ANSWER_YES;
}

static bool
is_kept_block(struct checking *c, const struct block_fact *b,
              const struct field_fact *as)
{
    return b->stores > 0 && b->kind != NULL && b->other_kind == NULL &&
           b->unknown_stores == 0 && !b->in_union &&
           (b->is_view ||
            types_does(c, SLOT_DEALLOC, TOUCH_FREE, as) == ANSWER_YES);
}

static void
keep_in(struct checking *c, struct procedure *proc, const struct kept *k,
        bool sure)
{
    if (proc->func->status != FUNC_OK || proc->func->n_blocks == 0)
        return;
    struct way w = way_with(c, proc, k);
    if (!k->view) { /* releasing a view leaves nothing in it */
        keep_released(&w, proc,
                      sure ? CONFIDENCE_LIKELY : CONFIDENCE_POSSIBLE);
        keep_ordered(&w, proc);
    }
    if (!sure || proc == c->f->slots[SLOT_CLEAR].proc)
        return;
    bool init = proc == c->f->slots[SLOT_INIT].proc;
    c->trigger = init ? TRIGGER_BAD_INPUT : TRIGGER_ANY_CALL;
    keep_overwritten(&w, proc);
    c->trigger = TRIGGER_ANY_CALL;
}

/* ---- helpers of such functions ---- */

static bool
is_setter(const struct checking *c, const struct procedure *proc)
{
    for (size_t i = 0; i < c->f->setters.n; i++)
        if (c->f->setters.v[i] == proc)
            return true;
    return false;
}

/* Some way leads from the op to a call of the helper. */
static bool
comes_before_call(const struct func *f, const struct op *op, sym helper)
{
    for (uint32_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *call = &f->blocks[b].ops[i];
            if (call->kind == OP_CALL && call->callee == helper &&
                op_comes_after(f, op, call))
                return true;
        }
    return false;
}

/* Whatever the function does to the field before it calls the helper, the
   helper does. */
static bool
leaves_field_to(const struct way *w, sym helper)
{
    for (size_t i = 0; i < w->touches->v.n; i++) {
        const struct touch *t = &w->touches->v.v[i];
        bool other = t->op == NULL || t->op->kind != OP_CALL ||
                     t->op->callee != helper;
        if (other && t->kind != TOUCH_READ &&
            touch_hits(w->c->f, t, w->field) &&
            (t->op == NULL || comes_before_call(w->f, t->op, helper)))
            return false;
    }
    return true;
}

static bool
names_function(const struct op *op, sym name)
{
    const struct operand *o[] = {&op->a, &op->b};
    for (size_t i = 0; i < 2; i++)
        if (o[i]->kind == OPERAND_FUNCTION && o[i]->name == name)
            return true;
    for (size_t i = 0; i < op->n_args; i++)
        if (op->args[i].kind == OPERAND_FUNCTION && op->args[i].name == name)
            return true;
    return false;
}

/* What Argument Clinic makes of tp_init only hands on. */
static bool
is_init_itself(const struct checking *c, const struct procedure *proc)
{
    return proc == c->f->slots[SLOT_INIT].proc &&
           proc->func->generator != GENERATOR_CLINIC;
}

/* If the function uses the helper: it may be called any time, with the
 * instance that it hands on. */
static bool
uses_well(struct checking *c, struct procedure *proc,
          const struct procedure *helper, const struct kept *k)
{
    const struct func *f = proc->func;
    sym name = helper->func->name;
    bool uses = false;
    for (uint32_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (names_function(op, name))
                return false;
            if (op->kind != OP_CALL || op->callee != name)
                continue;
            struct way w = way_with(c, proc, k);
            struct search full = {
                .w = &w, .stop = never, .only = op, .not_null = true};
            if (!is_setter(c, proc) || is_init_itself(c, proc) ||
                op->n_args == 0 || way_root(&w, &op->args[0]) != 0 ||
                search(full, 0, 0) == NULL)
                return false;
            uses = true;
        }
    if (!uses)
        return true;
    struct way w = way_with(c, proc, k);
    return leaves_field_to(&w, name);
}

static bool
is_helper_only(struct checking *c, const struct procedure *helper,
               const struct kept *k)
{
    const struct program *p = c->t->p;
    if (!helper->func->is_static || helper->func->n_params == 0 ||
        helper->func->status != FUNC_OK || helper->func->n_blocks == 0 ||
        is_setter(c, helper))
        return false;
    for (size_t i = 0; i < p->procs.n; i++)
        if (p->procs.v[i].unit == helper->unit &&
            p->procs.v[i].func->status == FUNC_OK &&
            !uses_well(c, &p->procs.v[i], helper, k))
            return false;
    return true;
}

static void
keep_in_helper(struct checking *c, struct procedure *helper,
               const struct kept *k)
{
    struct way w = way_with(c, helper, k);
    bool stores = false;
    for (size_t i = 0; i < w.touches->v.n && !stores; i++)
        stores = w.touches->v.v[i].kind == TOUCH_STORE &&
                 touch_hits(c->f, &w.touches->v.v[i], w.field);
    if (stores && is_helper_only(c, helper, k)) {
        const struct procedure *init = c->f->slots[SLOT_INIT].proc;
        if (init != NULL && way_calls(&(struct way){.f = init->func}, helper))
            c->trigger = TRIGGER_BAD_INPUT;
        keep_overwritten(&w, helper);
        c->trigger = TRIGGER_ANY_CALL;
    }
}

static bool
is_among(const struct procedure *const *v, size_t n,
         const struct procedure *proc)
{
    for (size_t i = 0; i < n; i++)
        if (v[i] == proc)
            return true;
    return false;
}

/* Each once, however often it is called. */
static void
keep_in_helpers(struct checking *c, const struct kept *k)
{
    VEC(const struct procedure *) done = {0};
    for (size_t p = 0; p < c->f->setters.n; p++) {
        const struct procedure *from = c->f->setters.v[p];
        const struct func *f = from->func;
        for (uint32_t b = 0; b < f->n_blocks; b++)
            for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
                const struct op *op = &f->blocks[b].ops[i];
                struct procedure *to = program_callee(c->t->p, from->unit, op);
                if (to == NULL || is_among(done.v, done.n, to))
                    continue;
                VEC_PUSH(c->scratch, &done, to);
                keep_in_helper(c, to, k);
            }
    }
}

static void
keep_field(struct checking *c, const struct kept *k)
{
    bool sure = is_released_anyway(c, k);
    for (size_t p = 0; p < c->f->setters.n; p++)
        keep_in(c, c->f->setters.v[p], k, sure);
    if (sure && k->kind == NULL && !k->view)
        keep_in_helpers(c, k);
    struct procedure *clear = c->f->slots[SLOT_CLEAR].proc;
    if (clear != NULL)
        keep_in(c, clear, k, sure);
}

void
types_keep(struct checking *c)
{
    for (size_t i = 0; i < c->f->fields.n; i++)
        if (is_kept(c, &c->f->fields.v[i]))
            keep_field(c, &(struct kept){.field = &c->f->fields.v[i]});
    for (size_t i = 0; i < c->f->blocks.n; i++) {
        const struct block_fact *b = &c->f->blocks.v[i];
        struct field_fact as = {
            .path = b->path, .offset = b->offset, .size = b->size};
        if (is_kept_block(c, b, &as))
            keep_field(c,
                       &(struct kept){&as, b->kind, b->is_number, b->is_view});
    }
}

/* A function that Python code calls with the module, as often as it likes. */
static bool
is_function(const struct checking *c, const struct procedure *proc)
{
    return proc->unit == c->f->unit && proc->entry != NULL &&
           !proc->entry_guessed && !proc->at_import &&
           proc->func->status == FUNC_OK && proc->func->n_blocks > 0 &&
           str_starts(proc->entry->name, "METH_");
}

void
types_keep_state(struct checking *c)
{
    for (size_t i = 0; i < c->f->fields.n; i++) {
        const struct kept k = {.field = &c->f->fields.v[i]};
        if (!is_kept(c, k.field))
            continue;
        for (size_t p = 0; p < c->t->p->procs.n; p++) {
            struct procedure *proc = &c->t->p->procs.v[p];
            struct way w;
            if (!is_function(c, proc))
                continue;
            w = way_with(c, proc, &k);
            keep_overwritten(&w, proc);
        }
    }
}
