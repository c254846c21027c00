/* References to the instance that C code keeps where the collector does not
 * look: the argument of a callback, a capsule, a global variable or container.
 *
 * Where only tp_dealloc gives such a reference back, it never runs.
 */
#include "call.h"
#include "types_way.h"

#include <string.h>

struct keeping {
    struct checking *c;
    struct procedure *proc; /* a method, a setter, tp_init */
    struct way w;
};

/* ---- one op ---- */

static bool
is_self(const struct keeping *k, const struct operand *o)
{
    return o->kind == OPERAND_SLOT && way_root(&k->w, o) == 0;
}

static bool
does_to_self(const struct keeping *k, const struct op *op, enum verb verb)
{
    for (size_t i = 0; op->kind == OP_CALL && i < op->n_args; i++)
        if (is_self(k, &op->args[i]) && types_op_does(k->c->t, op, i, verb))
            return true;
    return false;
}

/* The reference goes back, or to somebody who is seen to have it. */
static bool
settles(const struct keeping *k, const struct op *op)
{
    bool out = op->kind == OP_RETURN && is_self(k, &op->a);
    bool held = op->kind == OP_STORE && is_self(k, &op->b) &&
                op->a.kind != OPERAND_GLOBAL;
    return out || held || does_to_self(k, op, VERB_RELEASES) ||
           does_to_self(k, op, VERB_STEALS);
}

static bool
takes_self(const struct keeping *k, const struct op *op)
{
    return does_to_self(k, op, VERB_ACQUIRES) ||
           (op->kind == OP_CALL && op->callee != NULL &&
            strcmp(op->callee, "Py_NewRef") == 0 && is_self(k, &op->args[0]));
}

/* ---- who gives it back ---- */

static struct procedure *
callback_of(const struct keeping *k, const struct op *op)
{
    for (size_t i = 0; i < op->n_args; i++)
        if (op->args[i].kind == OPERAND_FUNCTION)
            return program_find(k->c->t->p, k->proc->unit, op->args[i].name);
    return NULL;
}

/* The operand of a release is such an instance, or anything that came in as
 * a bare pointer. */
static bool
may_be_instance(const struct keeping *k, const struct func *f,
                const struct operand *o)
{
    for (int i = 0; i < 8 && o->kind == OPERAND_SLOT; i++) {
        const struct type *t = f->slots[o->index].type;
        const struct op *op = func_definition(f, o->index);
        bool bare = type_is_pointer(t) && t->target->kind == TYPE_VOID;
        if (bare ||
            (type_is_pointer(t) && same_record(t->target, k->c->f->record)))
            return true;
        if (op == NULL || (op->kind != OP_COPY && op->kind != OP_CAST))
            return op != NULL && op->kind == OP_CALL && op->callee != NULL &&
                   strcmp(op->callee, "PyCapsule_GetPointer") == 0;
        o = &op->a;
    }
    return false;
}

static bool
gives_back(const struct keeping *k, const struct procedure *proc)
{
    const struct func *f = proc->func;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            for (size_t n = 0; op->kind == OP_CALL && n < op->n_args; n++)
                if ((types_op_does(k->c->t, op, n, VERB_RELEASES) ||
                     types_op_does(k->c->t, op, n, VERB_STEALS)) &&
                    may_be_instance(k, f, &op->args[n]))
                    return true;
        }
    return false;
}

static bool
is_end(const struct keeping *k, const struct procedure *proc)
{
    return proc == k->c->f->slots[SLOT_DEALLOC].proc ||
           proc == k->c->f->slots[SLOT_FREE].proc;
}

/* Some function other than this one and tp_dealloc may give it back. */
static bool
is_given_back(const struct keeping *k)
{
    const struct program *p = k->c->t->p;
    for (size_t i = 0; i < p->procs.n; i++)
        if (&p->procs.v[i] != k->proc && !is_end(k, &p->procs.v[i]) &&
            gives_back(k, &p->procs.v[i]))
            return true;
    return false;
}

/* ---- where it is kept ---- */

/* The address of a global variable, or NULL. */
static sym
global_at(const struct operand *o)
{
    return o->kind == OPERAND_GLOBAL ? o->name : NULL;
}

static bool
is_foreign(const struct keeping *k, const struct op *op)
{
    if (op->kind != OP_CALL ||
        (op->callee != NULL &&
         program_find(k->c->t->p, k->proc->unit, op->callee) != NULL))
        return false;
    bool given = false, callback = false;
    for (size_t i = 0; i < op->n_args; i++) {
        given |= is_self(k, &op->args[i]) &&
                 !types_op_does(k->c->t, op, i, VERB_RETAINS);
        callback |= op->args[i].kind == OPERAND_FUNCTION;
    }
    return given && callback;
}

/* The capsule stays in a field of the instance. */
static bool
is_own_capsule(const struct keeping *k, const struct op *op)
{
    if (op->kind != OP_CALL || op->callee == NULL || op->n_args == 0 ||
        strcmp(op->callee, "PyCapsule_New") != 0 || !is_self(k, &op->args[0]))
        return false;
    for (size_t i = 0; i < k->w.touches->v.n; i++) {
        const struct touch *t = &k->w.touches->v.v[i];
        if (t->kind == TOUCH_STORE && t->op->kind == OP_STORE &&
            t->at.level == 0 && t->at.param == 0 &&
            func_made_behind(k->w.f, &t->op->b) == op)
            return true;
    }
    return false;
}

static bool
releases_global(const struct keeping *k, sym global)
{
    const struct program *p = k->c->t->p;
    for (size_t i = 0; i < p->procs.n; i++) {
        const struct func *f = p->procs.v[i].func;
        for (size_t b = 0; b < f->n_blocks; b++)
            for (size_t n = 0; n < f->blocks[b].n_ops; n++) {
                const struct op *op = &f->blocks[b].ops[n];
                if (op->kind == OP_LOAD && op->a.kind == OPERAND_GLOBAL &&
                    op->a.name == global)
                    return true;
            }
    }
    return false;
}

/* What keeps the reference that was taken; the name of the place. */
static enum harm
harm_of(const struct keeping *k, const struct op *op, const char **detail)
{
    *detail = op->callee != NULL ? op->callee : "a function pointer";
    if (is_own_capsule(k, op))
        return HARM_KEPT_CAPSULE;
    if (is_foreign(k, op)) {
        const struct procedure *by = callback_of(k, op);
        return (by != NULL && gives_back(k, by)) || is_given_back(k)
                   ? HARM_NONE
                   : HARM_KEPT_CALLBACK;
    }
    sym global = op->kind == OP_STORE && is_self(k, &op->b) ? global_at(&op->a)
                                                            : NULL;
    *detail = global;
    return global != NULL && !releases_global(k, global) ? HARM_KEPT_GLOBAL
                                                         : HARM_NONE;
}

struct finding_way {
    bool *seen;
    const struct op *keeper;
    enum harm harm;
    const char *detail;
};

/* Some way from here keeps the instance and returns with the reference. */
static bool
is_kept_from(const struct keeping *k, struct finding_way *f, uint32_t block,
             size_t from)
{
    const struct block *b = &k->w.f->blocks[block];
    for (size_t i = from; i < b->n_ops; i++) {
        const struct op *op = &b->ops[i];
        if (settles(k, op))
            return false;
        if (op->kind == OP_RETURN)
            return f->keeper != NULL;
        enum harm harm = f->keeper == NULL ? harm_of(k, op, &f->detail)
                                           : HARM_NONE;
        if (harm != HARM_NONE) {
            f->keeper = op;
            f->harm = harm;
        }
    }
    const struct op *last = &b->ops[b->n_ops - 1];
    for (size_t i = 0; op_successor(last, i) != NO_BLOCK; i++) {
        uint32_t to = op_successor(last, i);
        struct finding_way next = *f;
        if (f->seen[to])
            continue;
        f->seen[to] = true;
        if (is_kept_from(k, &next, to, 0)) {
            *f = next;
            return true;
        }
    }
    return false;
}

static void
tell_kept(const struct keeping *k, enum harm harm, const char *detail,
          const struct op *op)
{
    struct type_view v = {.aspect = ASPECT_CYCLE,
                          .answer = ANSWER_NO,
                          .harm = harm,
                          .detail = detail};
    types_tell(k->c, v, k->proc, op, CONFIDENCE_LIKELY);
}

static void
check_taken(const struct keeping *k)
{
    for (uint32_t b = 0; b < k->w.f->n_blocks; b++)
        for (size_t i = 0; i < k->w.f->blocks[b].n_ops; i++) {
            if (!takes_self(k, &k->w.f->blocks[b].ops[i]))
                continue;
            struct finding_way f = {
                .seen = ARENA_ARRAY(k->c->scratch, bool, k->w.f->n_blocks)};
            if (!is_kept_from(k, &f, b, i + 1))
                continue;
            tell_kept(k, f.harm, f.detail, f.keeper);
            return;
        }
}

/* ---- containers in global variables ---- */

/* The global variable that the container was loaded from, or NULL. */
static sym
container_of(const struct way *w, const struct operand *o)
{
    const struct op *op = func_made_behind(w->f, o);
    return op != NULL && op->kind == OP_LOAD ? global_at(&op->a) : NULL;
}

static bool
takes_out(const struct op *op)
{
    static const char *const names[] = {"PyDict_DelItem",
                                        "PyDict_DelItemString",
                                        "PyDict_Pop",
                                        "PyDict_Clear",
                                        "PySet_Discard",
                                        "PySet_Clear",
                                        "PyObject_DelItem",
                                        "PyObject_DelItemString",
                                        "PyObject_CallMethod",
                                        "PySequence_DelItem",
                                        "PyList_SetSlice",
                                        "_PyDict_Pop",
                                        NULL};
    return op->kind == OP_CALL && op->callee != NULL && op->n_args > 0 &&
           str_is_one_of(op->callee, names);
}

static bool
takes_out_of(const struct keeping *k, struct procedure *proc, sym global)
{
    if (proc == NULL || proc->func->status != FUNC_OK)
        return false;
    struct way w = way_of(k->c, proc);
    for (size_t b = 0; b < w.f->n_blocks; b++)
        for (size_t i = 0; i < w.f->blocks[b].n_ops; i++) {
            const struct op *op = &w.f->blocks[b].ops[i];
            if (takes_out(op) && container_of(&w, &op->args[0]) == global)
                return true;
        }
    return false;
}

/* Only tp_dealloc takes anything out of the container. */
static bool
is_only_end(const struct keeping *k, sym global)
{
    struct program *p = k->c->t->p;
    struct procedure *dealloc = k->c->f->slots[SLOT_DEALLOC].proc;
    if (!takes_out_of(k, dealloc, global))
        return false;
    for (size_t i = 0; i < p->procs.n; i++)
        if (&p->procs.v[i] != dealloc &&
            takes_out_of(k, &p->procs.v[i], global))
            return false;
    return true;
}

static void
check_registered(const struct keeping *k)
{
    for (size_t b = 0; b < k->w.f->n_blocks; b++)
        for (size_t i = 0; i < k->w.f->blocks[b].n_ops; i++) {
            const struct op *op = &k->w.f->blocks[b].ops[i];
            if (!does_to_self(k, op, VERB_RETAINS))
                continue;
            sym global = container_of(&k->w, &op->args[0]);
            if (global != NULL && is_only_end(k, global))
                tell_kept(k, HARM_REGISTERED, global, op);
        }
}

void
types_self(struct checking *c)
{
    if (c->f->record == NULL || c->f->is_module)
        return;
    for (size_t i = 0; i < c->f->setters.n; i++) {
        struct procedure *proc = c->f->setters.v[i];
        if (proc->func->status != FUNC_OK || proc->func->n_blocks == 0 ||
            proc->func->n_params == 0)
            continue;
        struct keeping k = {.c = c, .proc = proc, .w = way_of(c, proc)};
        check_taken(&k);
        check_registered(&k);
    }
}
