/* Objects that several threads have in a build without a GIL: which functions
 * may be entered with the same one at the same time, and where such a function
 * replaces what a field of it holds.
 */
#include "explore.h"

#include <string.h>

#define POLICY 3   /* functions of a unit that lock */
#define MULTIPLE 3 /* Py_mod_multiple_interpreters */

/* ---- functions ---- */

static enum sharing
of_entry(const struct procedure *proc)
{
    static const char *const ends[] = {
        "tp_dealloc", "tp_clear", "tp_traverse", "tp_finalize",   "tp_del",
        "tp_free",    "tp_new",   "tp_alloc",    "m_clear",       "m_free",
        "m_traverse", "PyInit",   "Py_mod_exec", "Py_mod_create", NULL};
    if (proc->at_import || proc->entry_guessed ||
        str_is_one_of(proc->entry->name, ends))
        return SHARING_NOT;
    return strcmp(proc->entry->name, "tp_init") == 0 ? SHARING_SELDOM
                                                     : SHARING_METHOD;
}

static bool
has_policy(const struct procedure *proc)
{
    size_t n = 0;
    for (size_t i = 0; i < proc->unit->n_funcs; i++)
        n += proc->unit->funcs[i].locks;
    return n >= POLICY;
}

/* What a helper is, seen from one of its callers. */
static enum sharing
of_caller(const struct procedure *from, const struct procedure *to)
{
    if (from->func->locks || from->sharing <= SHARING_NOT)
        return from->sharing == SHARING_NOT ? SHARING_NOT : SHARING_UNKNOWN;
    if (from->sharing == SHARING_SELDOM)
        return SHARING_SELDOM;
    return has_policy(to) ? SHARING_POLICY : SHARING_HELPER;
}

/* One round of carrying it to the functions called; true: something new. */
static bool
carry(struct program *p)
{
    bool changed = false;
    for (size_t i = 0; i < p->procs.n; i++) {
        const struct procedure *from = &p->procs.v[i];
        const struct func *f = from->func;
        for (size_t b = 0; b < f->n_blocks; b++)
            for (size_t k = 0; k < f->blocks[b].n_ops; k++) {
                const struct op *op = &f->blocks[b].ops[k];
                struct procedure *to = program_callee(p, from->unit, op);
                if (to == NULL || to == from ||
                    (to->entry != NULL && !to->entry_guessed))
                    continue;
                enum sharing s = of_caller(from, to);
                changed |= s > to->sharing;
                to->sharing = s > to->sharing ? s : to->sharing;
            }
    }
    return changed;
}

/* ---- interpreters ---- */

static bool
makes_interpreter(const struct func *f)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->kind == OP_CALL && op->callee != NULL &&
                str_starts(op->callee, "Py_NewInterpreter"))
                return true;
        }
    return false;
}

/* {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED} */
static bool
supports_interpreters(const struct global *g)
{
    const struct type *t = g->type;
    while (t != NULL && t->kind == TYPE_ARRAY)
        t = t->target;
    if (t == NULL || t->name == NULL ||
        strcmp(t->name, "PyModuleDef_Slot") != 0)
        return false;
    for (size_t i = 0; i + 1 < g->n_inits; i++) {
        const struct operand *slot = &g->inits[i].value;
        const struct operand *says = &g->inits[i + 1].value;
        if (slot->kind == OPERAND_INT && slot->number == MULTIPLE &&
            says->kind == OPERAND_INT && says->number != 0)
            return true;
    }
    return false;
}

static bool
has_interpreters(const struct program *p)
{
    for (size_t i = 0; i < p->procs.n; i++)
        if (makes_interpreter(p->procs.v[i].func))
            return true;
    for (size_t i = 0; i < p->units.n; i++)
        for (size_t g = 0; g < p->units.v[i]->n_globals; g++)
            if (supports_interpreters(&p->units.v[i]->globals[g]))
                return true;
    return false;
}

void
program_sharing(struct program *p)
{
    for (size_t i = 0; i < p->procs.n; i++)
        if (p->procs.v[i].entry != NULL)
            p->procs.v[i].sharing = of_entry(&p->procs.v[i]);
    for (int round = 0; round < 4 && carry(p); round++)
        continue;
    p->many_interpreters = has_interpreters(p);
}

/* ---- fields ---- */

/* A field of the object that a parameter of the function is. */
static bool
is_shared_field(const struct explorer *x, value address)
{
    const struct term *t = term_at(&x->terms, address);
    if (t->kind != VALUE_FIELD)
        return false;
    const struct term *root = term_at(&x->terms, t->a);
    return root->kind == VALUE_PARAM && type_is_object_pointer(root->type) &&
           (x->entry == NULL || root->number == 0);
}

void
sharing_exchange(struct explorer *x, const struct state *s,
                 const struct op *op, value address, bool makes)
{
    if (x->sink == NULL || !is_shared_field(x, address))
        return;
    struct event more = {
        .arg = -1, .locked = holds_lock(s) || x->f->locks, .makes = makes};
    bool policy = has_policy(x->proc);
    bool seldom = x->proc->sharing == SHARING_SELDOM;
    if ((seldom || makes) && !policy)
        more.confidence = CONFIDENCE_POSSIBLE;
    else if (seldom || x->proc->sharing == SHARING_HELPER)
        more.confidence = CONFIDENCE_LIKELY;
    tell(x, s, EVENT_EXCHANGE, op, address, &more);
}

void
sharing_release(struct explorer *x, const struct state *s, const struct op *op,
                value v)
{
    value from = term_read_from(term_at(&x->terms, v));
    value now = from == NO_VALUE ? NO_VALUE : state_load(s, from);
    if (now == NO_VALUE || now == v)
        return;
    /* Read anew since, and not replaced by this function. */
    if (now != ZEROED && term_read_from(term_at(&x->terms, now)) == from)
        return;
    sharing_exchange(x, s, op, from, false);
}

/* Nothing was there, and so this function makes what belongs there. */
void
sharing_store(struct explorer *x, struct state *s, const struct op *op,
              value address, value v)
{
    value old = state_load(s, address);
    if (x->sink == NULL || v == NO_VALUE || v == ZEROED || old == NO_VALUE ||
        old == ZEROED || term_read_from(term_at(&x->terms, old)) != address ||
        value_null(x, s, old) != NULL_IS)
        return;
    const struct fact *f = state_fact(s, v);
    if (f->kind == x->p->ref && f->origin == ORIGIN_NEW && f->owned > 0)
        sharing_exchange(x, s, op, address, true);
}
