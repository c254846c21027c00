/* Which contract a call applies: the project's own function, the model's
 * line, or the slot that a pointer was loaded from.
 */
#include "formats.h"
#include "tables.h"

#include <string.h>

static bool
is_api_name(sym name)
{
    return str_starts(name, "Py") || str_starts(name, "_Py");
}

/* The project's own function wins, except over the public API that it
   may re-define as a compatibility shim. */
static void
resolve(const struct explorer *x, const struct op *op, struct op_info *info)
{
    info->resolved = true;
    if (op->callee == NULL)
        return;
    const struct contract *c = program_line(x->p, op);
    struct procedure *proc = program_find(x->p, x->unit, op->callee);
    if (proc != NULL && (c == NULL || !is_api_name(op->callee)))
        info->proc = proc;
    else
        info->callee = c != NULL ? c : program_declared(x->p, op->callee);
}

const struct contract *
call_line(const struct explorer *x, const struct op *op)
{
    struct op_info info = {0};
    resolve(x, op, &info);
    if (info.proc == NULL)
        return info.callee;
    return info.proc->declared != NULL ? info.proc->declared
                                       : info.proc->summary;
}

/* tp_alloc, sq_length, ...: fields of other names mean nothing. */
static const struct contract *
slot_contract(const struct explorer *x, sym name)
{
    const struct contract *c = name == NULL ? NULL
                                            : model_find(x->p->model, name,
                                                         x->p->version);
    return c != NULL && c->where != NULL &&
                   strstr(c->where, "slots.api") != NULL
               ? c
               : NULL;
}

/* `getter(type, dict) < 0`: a field that only has the name of a slot. */
static bool
fits_slot(const struct op *op, sym name)
{
    const char *types = name == NULL ? NULL : slot_types(name);
    if (types == NULL)
        return true;
    bool pointer = types[0] != 'v' && types[0] != 'i' && types[0] != 'n';
    return op->n_args == strlen(types) - 1 &&
           (types[0] == 'v' || op->type == NULL ||
            pointer == type_is_pointer(op->type));
}

/* A field or table of the program's own. */
static const struct pointed *
find_pointed(struct explorer *x, const struct op *op)
{
    struct procedure *procs[MAX_TARGETS];
    const struct contract *lines[MAX_TARGETS];
    struct pointed *out = ARENA_NEW(x->keep, struct pointed);
    size_t n = pointer_targets(x->p, x->unit, x->f, op, procs);
    for (size_t i = 0; i < n; i++) {
        lines[i] = procs[i]->declared != NULL ? procs[i]->declared
                                              : procs[i]->summary;
        writes_join(&out->writes, &procs[i]->writes);
    }
    if (n > 0)
        out->line = n == 1 ? lines[0] : pointer_line(x, lines, n);
    out->switches = pointer_switches(x->p, x->unit, x->f, op);
    return out;
}

static void
resolve_targets(struct calling *k)
{
    if (k->info->pointed == NULL)
        k->info->pointed = find_pointed(k->x, k->op);
    k->c = k->info->pointed->line;
    k->writes = k->info->pointed->writes;
    k->known_body = k->c != NULL;
}

/* Calls through a pointer: a known function, or a slot by its name. */
static void
resolve_pointer(struct calling *k, value target)
{
    struct explorer *x = k->x;
    const struct term *t = term_at(&x->terms, target);
    resolve_targets(k);
    if (k->c != NULL)
        return;
    if (t->kind == VALUE_FUNCTION) {
        struct procedure *proc = program_find(x->p, x->unit, t->name);
        if (proc != NULL && proc->summary != NULL) {
            k->c = proc->summary;
            k->writes = proc->writes;
        }
        else if (proc == NULL)
            k->c = model_find(x->p->model, t->name, x->p->version);
    }
    else if (t->kind == VALUE_SYMBOL && t->a != NO_VALUE) {
        const struct term *at = term_at(&x->terms, t->a);
        if (at->kind == VALUE_FIELD && fits_slot(k->op, at->name))
            k->c = slot_contract(x, at->name);
        k->slot = k->c != NULL;
    }
}

void
call_resolve(struct calling *k, struct state *s)
{
    struct explorer *x = k->x;
    if (!k->info->resolved)
        resolve(x, k->op, k->info);
    struct procedure *proc = k->info->proc;
    if (proc != NULL) {
        k->c = proc->declared != NULL ? proc->declared : proc->summary;
        k->writes = proc->writes;
        k->known_body = true;
    }
    else if (k->info->callee != NULL) {
        k->c = k->info->callee;
    }
    else if (k->op->callee == NULL) {
        resolve_pointer(k, eval(x, s, &k->op->a, NULL));
    }
    if (k->c != NULL && k->c->format != NULL) {
        k->model = k->c;
        k->c = format_apply(k);
    }
}

/* `setup.enter();`, which takes the GIL where there are threads: nobody knows
   who has it then. */
void
call_switches_perhaps(const struct calling *k, struct state *s)
{
    if (k->info->pointed == NULL || !k->info->pointed->switches)
        return;
    s->thread = THREAD_UNKNOWN;
    s->switched = true;
}

/* ---- arguments ---- */

const struct param *
call_param(const struct contract *c, size_t i)
{
    if (i < c->n_params)
        return &c->params[i];
    if (c->n_params > 0 && c->params[c->n_params - 1].name[0] == '.')
        return &c->params[c->n_params - 1];
    return NULL;
}

bool
param_has(const struct param *p, enum verb verb)
{
    for (size_t i = 0; p != NULL && i < p->n_effects; i++)
        if (p->effects[i].verb == verb)
            return true;
    return false;
}

bool
param_gives_up(const struct param *p)
{
    static const enum verb ends[] = {VERB_RELEASES, VERB_STEALS, VERB_ESCAPES,
                                     VERB_REPLACES, VERB_CLEARS};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (param_has(p, ends[i]))
            return true;
    return false;
}

value
call_arg(const struct calling *k, int i)
{
    return i >= 0 && (size_t)i < k->op->n_args ? k->args[i] : NO_VALUE;
}

const struct type *
call_arg_type(const struct calling *k, size_t i)
{
    return k->op->arg_types == NULL ? NULL : k->op->arg_types[i];
}
