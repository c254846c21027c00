/* Functions that run without an attached thread state: those that threads
 * start with, and callbacks of a library that the program calls while the
 * GIL is released.  Contract lines say which parameters those are ("runs").
 */
#include "callbacks.h"

#include <ctype.h>
#include <string.h>

/* "sqlite3_" of sqlite3_step, "PQ" of PQexec: what a library's names have
 * in common. */
static size_t
family_length(const char *name)
{
    const char *bar = strchr(name, '_');
    size_t n = 0;
    if (bar != NULL && bar > name)
        return (size_t)(bar - name) + 1;
    while (isupper((unsigned char)name[n]))
        n++;
    return n > 1 ? n : strlen(name);
}

bool
is_same_family(const char *a, const char *b)
{
    size_t n = family_length(a);
    return n == family_length(b) && strncmp(a, b, n) == 0;
}

void
callback_mark(struct procedure *to, sym registrar, bool guessed)
{
    if (to == NULL || (to->entry != NULL && !to->entry_guessed) ||
        to->registrar != NULL)
        return;
    to->entry = NULL;
    to->registrar = registrar;
    to->registrar_guessed = guessed;
}

/* A function that is passed to a library function within a region runs
 * there. */
static void
note_passed(const struct program *p, const struct procedure *from,
            const struct op *op)
{
    if (program_line(p, op) != NULL)
        return;
    for (size_t i = 0; i < op->n_args; i++) {
        sym name = callback_named(from->func, &op->args[i]);
        if (name != NULL)
            callback_mark(program_find(p, from->unit, name), op->callee, true);
    }
}

/* Regions end where they end in the text; goto out of them is rare. */
static void
note_calls(struct callers *c, const struct program *p,
           const struct procedure *proc)
{
    bool detached = false;
    for (size_t b = 0; b < proc->func->n_blocks; b++)
        for (size_t i = 0; i < proc->func->blocks[b].n_ops; i++) {
            const struct op *op = &proc->func->blocks[b].ops[i];
            if (op->kind != OP_CALL || op->callee == NULL)
                continue;
            if (strcmp(op->callee, "PyEval_SaveThread") == 0)
                detached = true;
            else if (strcmp(op->callee, "PyEval_RestoreThread") == 0)
                detached = false;
            else if (detached &&
                     program_find(p, proc->unit, op->callee) == NULL) {
                VEC_PUSH(c->scratch, &c->detached, op->callee);
                note_passed(p, proc, op);
            }
        }
}

bool
callback_runs_detached(const struct callers *c, sym kind, sym registrar)
{
    if (strcmp(kind, "thread") == 0)
        return true;
    if (strcmp(kind, "end") == 0)
        return false;
    for (size_t i = 0; i < c->detached.n; i++)
        if (is_same_family(c->detached.v[i], registrar))
            return true;
    return false;
}

sym
callback_named(const struct func *f, const struct operand *o)
{
    struct operand from = func_origin(f, *o);
    return from.kind == OPERAND_FUNCTION ? from.name : NULL;
}

static void
mark_arguments(struct program *p, const struct callers *c,
               const struct procedure *from, const struct op *op,
               const struct contract *contract)
{
    for (size_t i = 0; i < op->n_args && i < contract->n_params; i++)
        for (size_t k = 0; k < contract->params[i].n_effects; k++) {
            const struct effect *e = &contract->params[i].effects[k];
            if (e->verb != VERB_RUNS ||
                !callback_runs_detached(c, e->kind, op->callee))
                continue;
            sym name = callback_named(from->func, &op->args[i]);
            if (name != NULL)
                callback_mark(program_find(p, from->unit, name), op->callee,
                              false);
        }
}

static bool
has_callback(const struct contract *c)
{
    for (size_t i = 0; c != NULL && i < c->n_params; i++)
        for (size_t k = 0; k < c->params[i].n_effects; k++)
            if (c->params[i].effects[k].verb == VERB_RUNS)
                return true;
    return false;
}

/* A function of which no line speaks, but its name does. */
static bool
registers_callback(const char *name)
{
    static const char *const words[] = {"callback", "handler",  "hook",
                                        "notify",   "notifier", "listener"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasestr(name, words[i]) != NULL)
            return !str_starts(name, "Py") && !str_starts(name, "_Py");
    return false;
}

static void
mark_call(struct program *p, const struct callers *c,
          const struct procedure *proc, const struct op *op)
{
    const struct contract *contract = program_line(p, op);
    if (has_callback(contract))
        mark_arguments(p, c, proc, op, contract);
    else if (contract == NULL && registers_callback(op->callee) &&
             callback_runs_detached(c, "", op->callee))
        note_passed(p, proc, op);
}

static void
mark_from(struct program *p, const struct callers *c,
          const struct procedure *proc)
{
    bool detached = false;
    for (size_t b = 0; b < proc->func->n_blocks; b++)
        for (size_t i = 0; i < proc->func->blocks[b].n_ops; i++) {
            const struct op *op = &proc->func->blocks[b].ops[i];
            if (op->kind != OP_CALL || op->callee == NULL)
                continue;
            detached |= strcmp(op->callee, "PyEval_SaveThread") == 0;
            detached &= strcmp(op->callee, "PyEval_RestoreThread") != 0;
            if (program_find(p, proc->unit, op->callee) != NULL)
                callback_follow(p, c, proc, op, detached);
            else
                mark_call(p, c, proc, op);
        }
}

void
program_callbacks(struct program *p)
{
    struct callers c = {.scratch = arena_new()};
    for (size_t i = 0; i < p->procs.n; i++)
        note_calls(&c, p, &p->procs.v[i]);
    for (size_t i = 0; i < p->procs.n; i++)
        mark_from(p, &c, &p->procs.v[i]);
    callback_fields(p, &c);
    program_called_back(p);
    arena_free(c.scratch);
}
