/* Is there room for what a module keeps in its state? */
#include "types.h"

#include <string.h>

struct use {
    const struct type *record; /* the largest struct that it is used as */
    struct procedure *proc;
    const struct op *op;
};

static bool
asks_for_state(const struct op *op)
{
    return op->kind == OP_CALL && op->callee != NULL && op->dst != NO_SLOT &&
           (strcmp(op->callee, "PyModule_GetState") == 0 ||
            strcmp(op->callee, "_PyModule_GetState") == 0);
}

static void
note_type(const struct type *pointer, struct procedure *proc,
          const struct op *op, struct use *u)
{
    const struct type *record = type_is_pointer(pointer) ? pointer->target
                                                         : NULL;
    if (record != NULL && record->kind == TYPE_RECORD &&
        (u->record == NULL || record->size > u->record->size))
        *u = (struct use){record, proc, op};
}

static bool
is_alias(const uint64_t *aliases, const struct operand *o)
{
    return o->kind == OPERAND_SLOT &&
           (aliases[o->index / 64] >> (o->index % 64) & 1) != 0;
}

/* The structs that variables, or callers, take the state for. */
static void
note_use(arena *scratch, struct procedure *proc, const struct op *op,
         struct use *u)
{
    const struct func *f = proc->func;
    const uint64_t *aliases = slot_aliases(scratch, f, op->dst);
    for (uint32_t i = 0; i < f->n_slots; i++)
        if (is_alias(aliases,
                     &(struct operand){.kind = OPERAND_SLOT, .index = i}))
            note_type(f->slots[i].type, proc, op, u);
    for (size_t b = 0; b < f->n_blocks; b++) {
        const struct op *end = &f->blocks[b].ops[f->blocks[b].n_ops - 1];
        if (end->kind == OP_RETURN && is_alias(aliases, &end->a))
            note_type(f->type->target, proc, op, u);
    }
}

static struct use
uses_of_state(struct checking *c)
{
    struct use u = {0};
    for (size_t p = 0; p < c->t->p->procs.n; p++) {
        struct procedure *proc = &c->t->p->procs.v[p];
        if (proc->unit != c->f->unit || proc->func->status != FUNC_OK)
            continue;
        for (size_t b = 0; b < proc->func->n_blocks; b++)
            for (size_t i = 0; i < proc->func->blocks[b].n_ops; i++)
                if (asks_for_state(&proc->func->blocks[b].ops[i]))
                    note_use(c->scratch, proc, &proc->func->blocks[b].ops[i],
                             &u);
    }
    return u;
}

static const struct init *
init_of(const struct type_fact *f, const char *field)
{
    for (size_t i = 0; i < f->global->n_inits; i++) {
        const struct init *in = &f->global->inits[i];
        sym name = in->path[in->n_path - 1].field;
        if (name != NULL && strcmp(name, field) == 0)
            return in;
    }
    return NULL;
}

bool
types_module_has_phases(const struct type_fact *module)
{
    const struct init *slots = init_of(module, "m_slots");
    return slots != NULL && slots->value.kind == OPERAND_GLOBAL;
}

/* Whose state is it, where a file has several modules? */
static bool
is_only_module(const struct checking *c)
{
    size_t n = 0;
    for (size_t i = 0; i < c->t->v.n; i++)
        n += c->t->v.v[i]->is_module && c->t->v.v[i]->unit == c->f->unit;
    return n == 1;
}

static void
tell_state(struct checking *c, bool enough, const struct use *u, int64_t size)
{
    arena *keep = c->scratch;
    struct type_view v = {.aspect = ASPECT_STATE,
                          .answer = enough ? ANSWER_YES : ANSWER_NO,
                          .of_module = true};
    if (u != NULL && u->record->name != NULL)
        v.detail = arena_printf(keep, "'%s' of %llu bytes", u->record->name,
                                (unsigned long long)u->record->size);
    else if (u != NULL)
        v.detail = arena_printf(keep, "a struct of %llu bytes",
                                (unsigned long long)u->record->size);
    v.used = arena_printf(keep, "%lld", (long long)size);
    types_tell(c, v, u == NULL ? NULL : u->proc, u == NULL ? NULL : u->op,
               u == NULL ? CONFIDENCE_CERTAIN : CONFIDENCE_LIKELY);
}

void
types_module_state(struct checking *c)
{
    const struct init *size = init_of(c->f, "m_size");
    bool filled_later = c->f->global->n_inits == 0;
    if (filled_later || (size != NULL && size->value.kind != OPERAND_INT))
        return;
    int64_t n = size == NULL ? 0 : size->value.number;
    if (n < 0 && types_module_has_phases(c->f)) {
        tell_state(c, false, NULL, n);
        return;
    }
    struct use u = uses_of_state(c);
    if (u.record == NULL || u.record->size == 0 || !is_only_module(c))
        return;
    tell_state(c, n > 0 && (uint64_t)n >= u.record->size, &u, n);
}
