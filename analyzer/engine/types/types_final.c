/* Cycles that the collector cannot break, and what tp_dealloc does about
 * finalizers and an instance whose count is already zero.
 */
#include "types_way.h"

#include <string.h>

static void
tell_cycle(struct checking *c, enum harm harm, const char *field,
           const char *detail, const struct procedure *proc,
           const struct op *op, enum confidence confidence)
{
    struct type_view v = {.aspect = ASPECT_CYCLE,
                          .answer = ANSWER_NO,
                          .harm = harm,
                          .field = field,
                          .detail = detail};
    types_tell(c, v, proc, op, confidence);
}

/* ---- tp_del ---- */

static bool
may_hold_any(const struct field_fact *f)
{
    return field_is_owned(f) && !f->in_union && f->holding == HOLD_OBJECT &&
           (!f->exact || f->member);
}

/* The collector leaves a cycle alone when a member has tp_del. */
static void
check_del(struct checking *c)
{
    const struct slot_value *del = &c->f->slots[SLOT_DEL];
    if (!del->set || c->f->flags_unknown)
        return;
    const struct field_fact *best = NULL;
    for (size_t i = 0; i < c->f->fields.n; i++) {
        const struct field_fact *f = &c->f->fields.v[i];
        if (may_hold_any(f) && (best == NULL || f->member || f->settable))
            best = f;
    }
    bool open = (c->f->flags & TPFLAG_BASETYPE) != 0 || c->f->dictoffset != 0;
    if (best == NULL && !open)
        return;
    bool sure = open || best->member || best->settable;
    tell_cycle(c, HARM_DEL, best != NULL ? best->path : NULL, NULL, del->proc,
               NULL, sure ? CONFIDENCE_LIKELY : CONFIDENCE_POSSIBLE);
}

/* ---- an instance that holds something bound to itself ---- */

static bool
is_instance(const struct way *w, const struct operand *o)
{
    struct operand from = func_origin(w->f, *o);
    if (from.kind != OPERAND_SLOT)
        return false;
    const struct type *t = w->f->slots[from.index].type;
    return type_is_pointer(t) &&
           (same_record(t->target, w->c->f->record) || from.index == 0);
}

static bool
has_method(const struct type_fact *f, sym name)
{
    for (size_t i = 0; i < f->attributes.n; i++)
        if (f->attributes.v[i].method &&
            strcmp(f->attributes.v[i].name, name) == 0)
            return true;
    return false;
}

/* The call makes something that holds its argument: which argument. */
static int
binds_argument(const struct checking *c, const struct op *op)
{
    static const char *const second[] = {"PyCFunction_New",
                                         "PyCFunction_NewEx", "PyCMethod_New",
                                         "PyMethod_New", NULL};
    if (op == NULL || op->kind != OP_CALL || op->callee == NULL)
        return -1;
    if (str_is_one_of(op->callee, second) && op->n_args >= 2)
        return 1;
    bool attribute = strcmp(op->callee, "PyObject_GetAttrString") == 0 &&
                     op->n_args == 2 && op->args[1].kind == OPERAND_STRING &&
                     has_method(c->f, op->args[1].name);
    return attribute ? 0 : -1;
}

static bool
is_same_instance(const struct way *w, const struct touch *store,
                 const struct op *made, int arg)
{
    const struct op *base = func_made_behind(w->f, &store->op->a);
    while (base != NULL && base->kind == OP_FIELD) {
        const struct op *next = func_made_behind(w->f, &base->a);
        if (next == NULL || next->kind != OP_FIELD)
            break;
        base = next;
    }
    return base != NULL && base->kind == OP_FIELD &&
           is_instance(w, &base->a) && is_instance(w, &made->args[arg]) &&
           way_root(w, &base->a) == way_root(w, &made->args[arg]);
}

static bool
is_breakable(struct checking *c, const struct field_fact *f)
{
    return type_has_gc(c->f) &&
           types_does(c, SLOT_TRAVERSE, TOUCH_VISIT, f) != ANSWER_NO &&
           types_does(c, SLOT_CLEAR, TOUCH_RELEASE, f) != ANSWER_NO;
}

static void
check_bound_in(struct checking *c, struct procedure *proc)
{
    if (proc->func->status != FUNC_OK || proc->func->n_blocks == 0)
        return;
    struct way w = way_of(c, proc);
    for (size_t i = 0; i < w.touches->v.n; i++) {
        const struct touch *t = &w.touches->v.v[i];
        if (t->kind != TOUCH_STORE || !t->direct || t->at.level != 0 ||
            t->op->kind != OP_STORE || t->at.param >= 0 ||
            !same_record(t->at.record, c->f->record))
            continue;
        const struct op *made = func_made_behind(w.f, &t->op->b);
        int arg = binds_argument(c, made);
        if (arg < 0 || !is_same_instance(&w, t, made, arg))
            continue;
        for (size_t k = 0; k < c->f->fields.n; k++) {
            const struct field_fact *f = &c->f->fields.v[k];
            if (touch_hits(c->f, t, f) && !is_breakable(c, f))
                tell_cycle(c, HARM_BOUND, f->path, made->callee, proc, t->op,
                           CONFIDENCE_LIKELY);
        }
    }
}

static void
check_bound(struct checking *c)
{
    if (c->f->record == NULL || c->f->flags_unknown || c->f->base_unknown)
        return;
    for (size_t i = 0; i < c->f->methods.n; i++)
        check_bound_in(c, c->f->methods.v[i]);
    if (c->f->slots[SLOT_NEW].proc != NULL)
        check_bound_in(c, c->f->slots[SLOT_NEW].proc);
}

/* ---- types that hold each other ---- */

static bool
stores_in(const struct touches *touches, const struct type_fact *type,
          const struct field_fact *field)
{
    for (size_t i = 0; i < touches->v.n; i++) {
        const struct touch *t = &touches->v.v[i];
        if (t->kind == TOUCH_STORE && t->at.level == 0 &&
            t->holding != HOLD_NOTHING && touch_hits(type, t, field) &&
            same_record(t->at.record, type->record))
            return true;
    }
    return false;
}

/* Some function stores both ways. */
static bool
are_tied(struct checking *c, const struct field_fact *there,
         const struct type_fact *other, const struct field_fact *back)
{
    for (size_t p = 0; p < c->t->p->procs.n; p++) {
        const struct touches *touches = touches_of(c->t, &c->t->p->procs.v[p]);
        if (stores_in(touches, c->f, there) && stores_in(touches, other, back))
            return true;
    }
    return false;
}

static void
check_mutual(struct checking *c)
{
    for (size_t i = 0; i < c->f->fields.n; i++) {
        const struct field_fact *f = &c->f->fields.v[i];
        if (!field_is_owned(f) || f->in_union || c->f->is_module)
            continue;
        const struct type_fact *to = types_target(c->t, f);
        const char *path = to == NULL || to == c->f
                               ? NULL
                               : types_cycle(c->scratch, c->t, c->f, f);
        if (path == NULL || c->f->flags_unknown)
            continue;
        if (type_has_gc(c->f) &&
            types_does(c, SLOT_TRAVERSE, TOUCH_VISIT, f) != ANSWER_NO)
            continue;
        const struct field_fact *back = types_edge(to, c->f);
        bool tied = back != NULL && are_tied(c, f, to, back);
        tell_cycle(c, type_has_gc(c->f) ? HARM_HIDDEN : HARM_UNTRACKED,
                   f->path, path, NULL, NULL,
                   tied ? CONFIDENCE_LIKELY : CONFIDENCE_POSSIBLE);
    }
}

/* ---- tp_dealloc ---- */

static void
tell_dealloc(struct checking *c, enum harm harm, const char *detail,
             const struct op *op, enum confidence confidence)
{
    struct type_view v = {.aspect = ASPECT_FINALIZE,
                          .answer = ANSWER_NO,
                          .harm = harm,
                          .detail = detail};
    types_tell(c, v, c->f->slots[SLOT_DEALLOC].proc, op, confidence);
}

static bool
is_finalizing(const struct op *op)
{
    return op->kind == OP_CALL && op->callee != NULL &&
           strcmp(op->callee, "PyObject_CallFinalizerFromDealloc") == 0;
}

static bool
is_tested(const struct way *w, const struct op *op)
{
    for (size_t b = 0; op->dst != NO_SLOT && b < w->f->n_blocks; b++)
        for (size_t i = 0; i < w->f->blocks[b].n_ops; i++) {
            const struct op *o = &w->f->blocks[b].ops[i];
            if (o == op || o->kind == OP_SCOPE)
                continue;
            if ((o->a.kind == OPERAND_SLOT && o->a.index == op->dst) ||
                (o->b.kind == OPERAND_SLOT && o->b.index == op->dst))
                return true;
        }
    return false;
}

/* Where the branch goes when the finalizer has revived the instance: its
 * result is -1 then; NO_BLOCK: the branch asks for something else. */
static uint32_t
revived_edge(const struct way *w, const struct op *branch,
             const struct op *finalizer)
{
    bool known;
    int64_t asked = -1;
    const struct op *op = branch->kind == OP_BRANCH
                              ? func_made_behind(w->f, &branch->a)
                              : NULL;
    if (op != NULL && op->kind == OP_UNARY && op->code == CODE_LNOT) {
        op = func_made_behind(w->f, &op->a);
        return op == finalizer ? branch->to[1] : NO_BLOCK;
    }
    if (op != NULL && op->kind == OP_BINARY && op->b.kind == OPERAND_INT &&
        func_made_behind(w->f, &op->a) == finalizer)
        known = op_fold(op->code, -1, op->b.number, &asked);
    else
        known = op == finalizer;
    if (!known)
        return NO_BLOCK;
    return branch->to[asked != 0 ? 0 : 1];
}

struct reviving {
    const struct way *w;
    const struct op *finalizer;
    bool *seen;
    bool asked; /* some branch asks for the result */
};

/* Some way on which the instance is alive again frees it. */
static bool
goes_on_revived(struct reviving *r, uint32_t block, size_t from)
{
    const struct block *b = &r->w->f->blocks[block];
    for (size_t i = from; i < b->n_ops; i++)
        if (way_frees_self(r->w, &b->ops[i]))
            return r->asked;
    const struct op *last = &b->ops[b->n_ops - 1];
    uint32_t only = revived_edge(r->w, last, r->finalizer);
    r->asked |= only != NO_BLOCK;
    for (size_t i = 0; op_successor(last, i) != NO_BLOCK; i++) {
        uint32_t to = op_successor(last, i);
        if (r->seen[to] || (only != NO_BLOCK && to != only))
            continue;
        r->seen[to] = true;
        if (goes_on_revived(r, to, 0))
            return true;
    }
    return false;
}

static bool
is_mistaken(struct checking *c, const struct way *w, const struct op *op)
{
    struct position at = op_position(w->f, op);
    struct reviving r = {
        .w = w,
        .finalizer = op,
        .seen = ARENA_ARRAY(c->scratch, bool, w->f->n_blocks)};
    return goes_on_revived(&r, at.block, at.op + 1);
}

static bool
tracks(const struct op *op)
{
    static const char *const names[] = {"PyObject_GC_Track",
                                        "_PyObject_GC_TRACK", NULL};
    return op->kind == OP_CALL && op->callee != NULL &&
           str_is_one_of(op->callee, names);
}

/* The instance is not tracked when its finalizer runs: it stays so when the
 * finalizer revives it. */
static bool
is_left_out(struct checking *c, const struct way *w, const struct op *op)
{
    bool out = false;
    for (size_t i = 0; i < w->touches->v.n; i++) {
        const struct touch *t = &w->touches->v.v[i];
        if (t->kind == TOUCH_UNTRACK && t->at.param == 0 && t->at.level == 0)
            out |= op_comes_after(w->f, t->op, op);
    }
    for (size_t b = 0; out && b < w->f->n_blocks; b++)
        for (size_t i = 0; i < w->f->blocks[b].n_ops; i++)
            if (tracks(&w->f->blocks[b].ops[i]))
                return false;
    return out && !c->f->flags_unknown && type_has_gc(c->f);
}

/* What resurrects the instance first may hand it out. */
static bool
revives(const struct op *op)
{
    static const char *const names[] = {"PyObject_CallFinalizerFromDealloc",
                                        "Py_SET_REFCNT", "Py_INCREF",
                                        "_Py_NewReference", NULL};
    if (op->kind == OP_STORE)
        return true;
    return op->kind == OP_CALL && str_is_one_of(op->callee, names);
}

/* It takes and drops references to its argument, or runs code that does. */
static bool
hands_out(const struct op *op)
{
    static const char *const prefixes[] = {
        "PyObject_Call",         "PyObject_Vectorcall",
        "PyObject_GetAttr",      "PyObject_SetAttr",
        "PyObject_Repr",         "PyObject_Str",
        "PyErr_WriteUnraisable", "PyErr_ResourceWarning",
        "PyObject_Print",        NULL};
    if (op->kind != OP_CALL || op->callee == NULL ||
        strncmp(op->callee, "PyObject_CallFinalizer", 22) == 0)
        return false;
    for (const char *const *p = prefixes; *p != NULL; p++)
        if (str_starts(op->callee, *p))
            return true;
    return false;
}

static void
check_handing_out(struct checking *c, struct way *w)
{
    for (size_t b = 0; b < w->f->n_blocks; b++)
        for (size_t i = 0; i < w->f->blocks[b].n_ops; i++)
            if (revives(&w->f->blocks[b].ops[i]) &&
                w->f->blocks[b].ops[i].kind == OP_CALL)
                return;
    for (size_t b = 0; b < w->f->n_blocks; b++)
        for (size_t i = 0; i < w->f->blocks[b].n_ops; i++) {
            const struct op *op = &w->f->blocks[b].ops[i];
            for (size_t k = 0; hands_out(op) && k < op->n_args; k++)
                if (way_root(w, &op->args[k]) == 0) {
                    tell_dealloc(c, HARM_HANDED_OUT, op->callee, op,
                                 CONFIDENCE_LIKELY);
                    return;
                }
        }
}

/* Fields that are gone before the finalizer runs. */
static const struct op *
release_before(const struct way *w, const struct op *finalizer)
{
    for (size_t b = 0; b < w->f->n_blocks; b++)
        for (size_t i = 0; i < w->f->blocks[b].n_ops; i++) {
            const struct op *op = &w->f->blocks[b].ops[i];
            if (op == finalizer)
                return NULL;
            for (size_t k = 0; k < w->touches->v.n; k++) {
                const struct touch *t = &w->touches->v.v[k];
                bool own = t->kind == TOUCH_OWN_SLOT && t->name != NULL &&
                           strcmp(t->name, "tp_clear") == 0;
                if (t->op == op && t->at.param == 0 &&
                    (own || (t->kind == TOUCH_RELEASE && t->at.level == 1)))
                    return op;
            }
        }
    return NULL;
}

/* tp_dealloc calls the finalizer itself, or a function of the program that
 * does the work for both. */
static bool
shares_work(struct checking *c, const struct way *w)
{
    struct procedure *finalize = c->f->slots[SLOT_FINALIZE].proc;
    if (way_calls(w, finalize))
        return true;
    for (size_t b = 0; b < finalize->func->n_blocks; b++)
        for (size_t i = 0; i < finalize->func->blocks[b].n_ops; i++) {
            const struct op *op = &finalize->func->blocks[b].ops[i];
            const struct procedure *to = program_callee(c->t->p,
                                                        finalize->unit, op);
            if (to != NULL && way_calls(w, to))
                return true;
        }
    return false;
}

static void
check_finalizing(struct checking *c, struct way *w, const struct op *op)
{
    if (!is_tested(w, op))
        tell_dealloc(c, HARM_RESURRECTED, NULL, op, CONFIDENCE_CERTAIN);
    else if (is_mistaken(c, w, op))
        tell_dealloc(c, HARM_RESURRECTED, NULL, op, CONFIDENCE_LIKELY);
    const struct op *early = release_before(w, op);
    if (early != NULL)
        tell_dealloc(c, HARM_TORN, NULL, early, CONFIDENCE_LIKELY);
    else if (is_left_out(c, w, op))
        tell_dealloc(c, HARM_LEFT_OUT, NULL, op, CONFIDENCE_LIKELY);
}

static void
check_finalizer(struct checking *c, struct way *w)
{
    size_t n = 0;
    for (size_t b = 0; b < w->f->n_blocks; b++)
        for (size_t i = 0; i < w->f->blocks[b].n_ops; i++) {
            const struct op *op = &w->f->blocks[b].ops[i];
            if (!is_finalizing(op))
                continue;
            n++;
            check_finalizing(c, w, op);
        }
    bool direct = n > 0;
    for (size_t i = 0; i < w->touches->v.n && !direct; i++)
        direct = (w->touches->v.v[i].kind == TOUCH_OWN_SLOT &&
                  w->touches->v.v[i].name != NULL &&
                  strcmp(w->touches->v.v[i].name, "tp_finalize") == 0) ||
                 w->touches->v.v[i].kind == TOUCH_DELEGATE;
    if (!direct && c->f->slots[SLOT_FINALIZE].proc != NULL &&
        !shares_work(c, w))
        tell_dealloc(c, HARM_NOT_FINALIZED,
                     c->f->slots[SLOT_FINALIZE].proc->func->name, NULL,
                     CONFIDENCE_LIKELY);
}

/* Instances without garbage collection have no header to untrack. */
static void
check_plain(struct checking *c, const struct way *w)
{
    if (!types_is_plain(c->f) || type_has_gc(c->f) ||
        c->f->slots[SLOT_TRAVERSE].set) /* the flag was forgotten */
        return;
    for (size_t i = 0; i < w->touches->v.n; i++) {
        const struct touch *t = &w->touches->v.v[i];
        if (t->kind == TOUCH_UNTRACK && t->at.param == 0 && t->at.level == 0 &&
            t->at.offset == 0 && way_leads_to(w, t->op)) {
            tell_dealloc(c, HARM_PLAIN, NULL, t->op, CONFIDENCE_LIKELY);
            return;
        }
    }
}

static void
check_dealloc(struct checking *c)
{
    struct procedure *proc = c->f->slots[SLOT_DEALLOC].proc;
    if (proc == NULL || proc->func->status != FUNC_OK ||
        proc->func->n_blocks == 0)
        return;
    struct way w = way_of(c, proc);
    check_finalizer(c, &w);
    check_handing_out(c, &w);
    check_plain(c, &w);
}

void
types_final(struct checking *c)
{
    check_del(c);
    check_bound(c);
    check_mutual(c);
    check_dealloc(c);
}
