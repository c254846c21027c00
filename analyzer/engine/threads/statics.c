/* Static variables that are written while the program runs: by several threads
 * at once where there is no GIL, or where a function has released it, unless a
 * lock is held.
 *
 * A variable is written by the code itself, or by a function that gets its
 * address; callers hear of both.
 */
#include "call.h"

#include <string.h>

/* Runs as often as anybody likes, in any thread. */
static bool
runs_any_time(const struct procedure *proc)
{
    static const char *const once[] = {
        "PyInit", "Py_mod_exec", "Py_mod_create", "m_free", "m_clear", NULL};
    if (proc->entry == NULL || proc->entry_guessed)
        return proc->sharing == SHARING_HELPER ||
               proc->sharing == SHARING_POLICY;
    return !proc->at_import && !str_is_one_of(proc->entry->name, once);
}

static bool
is_told(const struct explorer *x, sym name)
{
    for (size_t i = 0; i < x->written.n; i++)
        if (x->written.v[i] == name)
            return true;
    return false;
}

/* It has released the GIL itself. */
static bool
is_detached(const struct explorer *x, const struct state *s)
{
    return s->thread == THREAD_DETACHED && s->switched &&
           x->proc->registrar == NULL && !x->proc->at_import;
}

static bool
is_locked(const struct explorer *x, const struct state *s)
{
    return holds_lock(s) || x->f->locks_unseen;
}

static void
tell_write(struct explorer *x, const struct state *s, const struct op *op,
           value variable, const struct contract *callee, bool plain)
{
    sym name = term_at(&x->terms, variable)->name;
    bool locked = is_locked(x, s);
    if (x->sink == NULL || (is_told(x, name) && !is_detached(x, s)))
        return;
    tell(x, s, EVENT_STATIC, op, variable,
         &(struct event){.arg = -1,
                         .callee = callee,
                         .locked = locked,
                         .confidence = plain && is_detached(x, s)
                                           ? CONFIDENCE_POSSIBLE
                                           : CONFIDENCE_LIKELY});
    if (!locked)
        VEC_PUSH(x->keep, &x->written, name);
}

/* What callers should know: `way` leads to the variable. */
static void
note_touch(struct explorer *x, const struct state *s, const char *way)
{
    bool taken = s->thread == THREAD_ATTACHED && s->switched;
    if (x->touches == NULL && !taken && !is_locked(x, s))
        x->touches = way;
}

/* `works = 1;`: whoever comes last is right, and nobody reads half of it. */
static bool
is_plain_store(const struct op *op, value variable, value address)
{
    return op->kind == OP_STORE && address == variable &&
           op->b.kind == OPERAND_INT;
}

static void
write_variable(struct explorer *x, const struct state *s, const struct op *op,
               value variable, const struct contract *callee, bool plain)
{
    sym name = term_at(&x->terms, variable)->name;
    const struct global *g = program_global(x->p, x->unit, name);
    if (g == NULL || g->is_safe || is_thread_state(g->type))
        return;
    if (!plain)
        note_touch(x, s,
                   callee == NULL ? name
                                  : arena_printf(x->summary_keep, "%s() > %s",
                                                 op->callee, name));
    if ((callee == NULL && runs_any_time(x->proc)) || is_detached(x, s))
        tell_write(x, s, op, variable, callee, plain);
}

void
statics_write(struct explorer *x, struct state *s, const struct op *op,
              value address, const struct contract *callee)
{
    value root = term_root(&x->terms, address);
    const struct term *t = term_at(&x->terms, root);
    if (t->kind == VALUE_PARAM && t->number < 32 && !is_locked(x, s))
        x->scribbles |= UINT32_C(1) << t->number;
    if (t->kind == VALUE_GLOBAL)
        write_variable(x, s, op, root, callee,
                       is_plain_store(op, root, address));
}

/* memcpy(), snprintf() and the like, or a parser, given the address of one:
   nobody else can tell of their writes. */
static void
fill_statics(const struct calling *k, struct state *s)
{
    for (size_t i = 0; i < k->op->n_args; i++)
        if (param_has(call_param(k->c, i), VERB_FILLS))
            statics_write(k->x, s, k->op, k->args[i], NULL);
}

void
statics_call(const struct calling *k, struct state *s)
{
    struct explorer *x = k->x;
    const struct contract *c = k->c;
    if (k->op->callee == NULL)
        return;
    if (!k->known_body) {
        fill_statics(k, s);
        return;
    }
    for (size_t i = 0; i < k->op->n_args && i < 32; i++)
        if ((c->scribbles >> i & 1) != 0)
            statics_write(x, s, k->op, k->args[i], c);
    if (c->touches == NULL || c->thread == THREAD_NEEDED)
        return;
    note_touch(
        x, s,
        arena_printf(x->summary_keep, "%s() > %s", k->op->callee, c->touches));
    if (is_detached(x, s))
        tell(x, s, EVENT_STATIC, k->op, NO_VALUE,
             &(struct event){.arg = -1,
                             .callee = c,
                             .locked = is_locked(x, s),
                             .confidence = CONFIDENCE_LIKELY});
}
