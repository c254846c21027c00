/* Fields of structs and global variables as places of the whole program: what
 * one function stores there another one finds.
 */
#include "owners.h"
#include "types.h"

static const struct type *
record_at(const struct program *p, const struct procedure *proc,
          const struct operand *base)
{
    const struct func *f = proc->func;
    if (base->kind == OPERAND_LOCAL)
        return f->slots[base->index].type;
    if (base->kind == OPERAND_GLOBAL) {
        const struct global *g = program_global(p, proc->unit, base->name);
        return g == NULL ? NULL : g->type;
    }
    const struct type *t = base->kind == OPERAND_SLOT
                               ? f->slots[base->index].type
                               : NULL;
    return type_is_pointer(t) ? t->target : NULL;
}

bool
spot_of_field(const struct program *p, const struct procedure *proc,
              const struct op *field, struct spot *out)
{
    assert(field->kind == OP_FIELD);
    *out = (struct spot){.record = record_at(p, proc, &field->a),
                         .offset = field->offset};
    return out->record != NULL && out->record->kind == TYPE_RECORD;
}

bool
spot_of_address(const struct program *p, const struct procedure *proc,
                const struct operand *address, struct spot *out)
{
    const struct op *field = func_made_by(proc->func, address);
    *out = (struct spot){0};
    if (address->kind == OPERAND_GLOBAL) {
        out->global = program_global(p, proc->unit, address->name);
        return out->global != NULL;
    }
    return field != NULL && field->kind == OP_FIELD &&
           spot_of_field(p, proc, field, out);
}

static const struct type *
base_record(const struct explorer *x, value base)
{
    const struct term *t = term_at(&x->terms, base);
    if (t->kind == VALUE_LOCAL)
        return x->f->slots[t->number].type;
    if (t->kind != VALUE_GLOBAL)
        return NULL;
    const struct global *g = program_global(x->p, x->unit, t->name);
    return g == NULL ? NULL : g->type;
}

bool
spot_of_value(const struct explorer *x, value address, struct spot *out)
{
    const struct term *t = term_at(&x->terms, address);
    *out = (struct spot){0};
    if (t->kind == VALUE_GLOBAL) {
        out->global = program_global(x->p, x->unit, t->name);
        return out->global != NULL;
    }
    if (t->kind != VALUE_FIELD)
        return false;
    out->record = t->record != NULL ? t->record : base_record(x, t->a);
    out->offset = (uint64_t)t->number;
    return out->record != NULL && out->record->kind == TYPE_RECORD;
}

bool
spot_equal(const struct spot *a, const struct spot *b)
{
    return a->global == b->global && a->offset == b->offset &&
           (a->record == b->record ||
            (a->record != NULL && b->record != NULL &&
             same_record(a->record, b->record)));
}

void
spot_wire(struct wire *w, const struct spot *spot)
{
    const char *name = spot->record != NULL ? spot->record->name
                                            : spot->global->name;
    uint64_t offset = spot->offset;
    wire_str(w, &name);
    wire_bytes(w, &offset, sizeof offset);
}
