/* The memory of nodes: blocks that the nodes of an instance are, and those
 * that they point to.  Only what tp_dealloc deals with in part is judged: it
 * releases what a node holds and leaves the node, or frees the node and not
 * what hangs on it.
 */
#include "types.h"

#include <string.h>

/* What the call makes: memory of some family, or NULL. */
static sym
made_by(const struct types *t, const struct op *op)
{
    const struct contract *c = op->dst != NO_SLOT ? program_line(t->p, op)
                                                  : NULL;
    for (size_t i = 0; c != NULL && i < c->n_outcomes; i++) {
        sym kind = c->outcomes[i].kind;
        if (c->outcomes[i].result == RESULT_NEW && kind != NULL &&
            kind != t->p->ref && kind != t->p->buffer)
            return kind;
    }
    return NULL;
}

static bool
is_pointer_to(const struct func *f, uint32_t slot, const struct type *record)
{
    const struct type *t = f->slots[slot].type;
    return type_is_pointer(t) && same_record(t->target, record);
}

/* The family of the blocks that the program makes for such structs; NULL:
 * none is seen to be made, or of several. */
static sym
made_for(const struct types *t, const struct type *record)
{
    sym found = NULL;
    for (size_t p = 0; p < t->p->procs.n; p++) {
        const struct func *f = t->p->procs.v[p].func;
        for (size_t b = 0; b < f->n_blocks; b++)
            for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
                const struct op *op = &f->blocks[b].ops[i];
                bool cast = (op->kind == OP_CAST || op->kind == OP_COPY) &&
                            op->a.kind == OPERAND_SLOT &&
                            is_pointer_to(f, op->dst, record);
                const struct op *maker = cast ? func_definition(f, op->a.index)
                                         : op->kind == OP_CALL ? op
                                                               : NULL;
                sym kind = maker != NULL && (cast || (op->dst != NO_SLOT &&
                                                      is_pointer_to(f, op->dst,
                                                                    record)))
                               ? made_by(t, maker)
                               : NULL;
                if (kind != NULL && found != NULL && kind != found)
                    return NULL;
                found = kind != NULL ? kind : found;
            }
    }
    return found;
}

/* tp_dealloc releases what some field of the nodes holds. */
static bool
is_emptied(struct checking *c, const struct node_fact *node)
{
    for (size_t i = 0; i < node->fields.n; i++)
        if (types_node_does(c, SLOT_DEALLOC, TOUCH_RELEASE, node,
                            &node->fields.v[i]) == ANSWER_YES)
            return true;
    return false;
}

static void
tell_block(struct checking *c, const char *path, sym kind)
{
    struct type_view v = {.aspect = ASPECT_DEALLOC,
                          .answer = ANSWER_NO,
                          .field = path,
                          .kind = kind,
                          .is_stored = true};
    types_tell(c, v, c->f->slots[SLOT_DEALLOC].proc, NULL, CONFIDENCE_LIKELY);
}

static void
check_node_itself(struct checking *c, const struct node_fact *node)
{
    sym kind = is_emptied(c, node) ? made_for(c->t, node->record) : NULL;
    size_t n = strlen(node->path) - strlen("->");
    if (kind != NULL)
        tell_block(c, arena_strndup(c->scratch, node->path, n), kind);
}

/* The family of the blocks that are made right into the field; NULL: none,
 * several, or other things as well. */
static sym
made_in(const struct types *t, const struct type *record,
        const struct field *m)
{
    sym found = NULL;
    const struct record_touches *to = types_touched((struct types *)t, record);
    for (size_t i = 0; i < to->v.n; i++) {
        const struct touch *one = to->v.v[i].one;
        if (one->at.level != 0 || one->at.offset != m->offset ||
            (one->kind != TOUCH_STORE && one->kind != TOUCH_UNKNOWN) ||
            (one->kind == TOUCH_STORE && one->holding == HOLD_NOTHING))
            continue;
        if (one->made == NULL || (found != NULL && found != one->made))
            return NULL;
        found = one->made;
    }
    return found;
}

/* `struct tile tile = self->tiles[i]; free(tile.counts);` */
static bool
works_on_copies(const struct func *f, const struct type *record)
{
    for (size_t i = 0; i < f->n_slots; i++) {
        const struct type *t = f->slots[i].type;
        if (t != NULL && t->kind == TYPE_RECORD && same_record(t, record))
            return true;
    }
    return false;
}

static void
check_node_fields(struct checking *c, const struct node_fact *node)
{
    if (works_on_copies(c->f->slots[SLOT_DEALLOC].proc->func, node->record))
        return;
    for (size_t i = 0; i < node->record->n_fields; i++) {
        const struct field *m = &node->record->fields[i];
        if (m->name == NULL || !type_is_block_pointer(m->type))
            continue;
        struct field_fact f = {.offset = m->offset, .size = m->type->size};
        sym kind = made_in(c->t, node->record, m);
        if (kind == NULL || types_node_does(c, SLOT_DEALLOC, TOUCH_FREE, node,
                                            &f) != ANSWER_NO)
            continue;
        tell_block(c, arena_printf(c->scratch, "%s%s", node->path, m->name),
                   kind);
    }
}

/* tp_clear frees the nodes and leaves the pointer to the first of them, which
 * tp_dealloc follows. */
static void
check_left(struct checking *c, const struct field *m, sym kind)
{
    struct procedure *clear = c->f->slots[SLOT_CLEAR].proc;
    const struct touches *touches = touches_of(c->t, clear);
    const struct op *freed = NULL;
    for (size_t i = 0; i < touches->v.n; i++) {
        const struct touch *one = &touches->v.v[i];
        bool here = one->at.param == 0 && one->at.offset == m->offset;
        if ((here && one->kind == TOUCH_STORE && one->at.level == 0) ||
            (one->kind == TOUCH_UNKNOWN && one->at.param == 0))
            return;
        if (here && one->kind == TOUCH_FREE && one->at.level == 1)
            freed = one->op;
    }
    struct type_view v = {.aspect = ASPECT_RESET,
                          .answer = ANSWER_NO,
                          .field = m->name,
                          .kind = kind,
                          .is_stored = true};
    if (freed != NULL)
        types_tell(c, v, clear, freed, CONFIDENCE_LIKELY);
}

static void
check_lists(struct checking *c, const struct node_fact *node)
{
    const struct type *record = c->f->record;
    sym kind = made_for(c->t, node->record);
    for (size_t i = 0; kind != NULL && i < record->n_fields; i++) {
        const struct field *m = &record->fields[i];
        if (m->name != NULL && type_is_block_pointer(m->type) &&
            same_record(m->type->target, node->record))
            check_left(c, m, kind);
    }
}

void
types_check_node_blocks(struct checking *c)
{
    if (c->f->slots[SLOT_DEALLOC].proc == NULL)
        return;
    for (size_t i = 0; i < c->f->nodes.n; i++) {
        const struct node_fact *node = &c->f->nodes.v[i];
        enum answer freed = types_frees_nodes(c, node);
        if (freed == ANSWER_NO)
            check_node_itself(c, node);
        else if (freed == ANSWER_YES)
            check_node_fields(c, node);
        if (freed == ANSWER_YES && node->linked && !node->deep &&
            c->f->slots[SLOT_CLEAR].proc != NULL)
            check_lists(c, node);
    }
}
