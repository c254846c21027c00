/* The lists of keywords that parsers with keywords are given. */
#include "formats.h"

#define MAX_NAMES 256

enum entry { ENTRY_NAME, ENTRY_EMPTY, ENTRY_END, ENTRY_UNKNOWN };

/* ---- in a table with an initialiser ---- */

static enum entry
entry_of_init(const struct init *in)
{
    if (in->value.kind == OPERAND_STRING)
        return in->value.name[0] == '\0' ? ENTRY_EMPTY : ENTRY_NAME;
    bool null = in->value.kind == OPERAND_INT && in->value.number == 0;
    return null ? ENTRY_END : ENTRY_UNKNOWN;
}

static enum entry
entry_in_table(const struct global *g, size_t i)
{
    for (size_t k = 0; k < g->n_inits; k++)
        if (g->inits[k].n_path == 1 && g->inits[k].path[0].field == NULL &&
            g->inits[k].path[0].index == i)
            return entry_of_init(&g->inits[k]);
    return ENTRY_END;
}

/* ---- in a local array ----
 *
 * By all that the function stores in it: which is what its initialiser
 * stores, unless somebody has strange ideas. */

struct array {
    const struct func *f;
    uint32_t slot;
    bool zeroed;                   /* before anything is stored */
    bool strange;                  /* stored to in ways that we do not see */
    enum entry entries[MAX_NAMES]; /* as far as stored */
    bool stored[MAX_NAMES];
};

static bool
is_array(const struct array *a, const struct operand *o)
{
    return o->kind == OPERAND_LOCAL && o->index == a->slot;
}

static void
note_store(struct array *a, const struct op *index, const struct op *store)
{
    const struct operand *b = &store->b;
    size_t i = (size_t)index->b.number;
    if (index->b.kind != OPERAND_INT || i >= MAX_NAMES || a->stored[i] ||
        (b->kind != OPERAND_STRING && b->kind != OPERAND_INT)) {
        a->strange = true;
        return;
    }
    a->stored[i] = true;
    if (b->kind == OPERAND_STRING)
        a->entries[i] = b->name[0] == '\0' ? ENTRY_EMPTY : ENTRY_NAME;
    else
        a->entries[i] = b->number == 0 ? ENTRY_END : ENTRY_UNKNOWN;
}

static void
note_block(struct array *a, const struct block *block)
{
    const struct op *index = NULL;
    for (size_t i = 0; i < block->n_ops; i++) {
        const struct op *op = &block->ops[i];
        if (op->kind == OP_ZERO && is_array(a, &op->a))
            a->zeroed = true;
        if (op->kind == OP_STORE && is_array(a, &op->a))
            a->strange = true;
        if (index != NULL && op->kind == OP_STORE &&
            op->a.kind == OPERAND_SLOT && op->a.index == index->dst)
            note_store(a, index, op);
        if (op->kind == OP_INDEX && is_array(a, &op->a))
            index = op;
    }
}

static void
read_array(struct array *a)
{
    for (size_t i = 0; i < a->f->n_blocks; i++)
        note_block(a, &a->f->blocks[i]);
}

static enum entry
entry_in_array(const struct array *a, size_t i)
{
    if (a->strange)
        return ENTRY_UNKNOWN;
    if (a->stored[i])
        return a->entries[i];
    return a->zeroed ? ENTRY_END : ENTRY_UNKNOWN;
}

/* ---- both ---- */

struct source {
    const struct global *table; /* NULL: a local array */
    struct array array;
    const struct type *type;
};

static bool
source_of(struct calling *k, value list, struct source *out)
{
    const struct term *t = term_at(&k->x->terms, list);
    *out = (struct source){.array = {.f = k->x->f}};
    if (t->kind == VALUE_LOCAL) {
        out->type = k->x->f->slots[t->number].type;
        out->array.slot = (uint32_t)t->number;
        read_array(&out->array);
    }
    else if (t->kind == VALUE_GLOBAL) {
        out->table = program_global(k->x->p, k->x->unit, t->name);
        if (out->table == NULL || out->table->n_inits == 0)
            return false;
        out->type = out->table->type;
    }
    return out->type != NULL && out->type->kind == TYPE_ARRAY &&
           out->type->count > 0 && out->type->target->kind == TYPE_POINTER;
}

struct name_list
format_names(struct calling *k, value list)
{
    struct name_list names = {0};
    struct source from;
    if (!source_of(k, list, &from) || from.type->count > MAX_NAMES)
        return names;
    bool named = false;
    for (size_t i = 0; i < from.type->count; i++) {
        enum entry e = from.table != NULL ? entry_in_table(from.table, i)
                                          : entry_in_array(&from.array, i);
        if (e == ENTRY_UNKNOWN)
            return names;
        if (e == ENTRY_END) {
            names.known = true;
            return names;
        }
        names.n++;
        names.hole |= named && e == ENTRY_EMPTY;
        named |= e == ENTRY_NAME;
    }
    names.known = names.open = true;
    return names;
}
