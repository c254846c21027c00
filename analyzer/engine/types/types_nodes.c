/* Plain structs that instances own through pointers: nodes of lists and
 * trees, elements of tables.
 *
 * Which node a function works on is not followed: what counts is that a
 * slot function, or one that it calls, visits or releases the field of some
 * node.  So a field that is forgotten is found, a node that is forgotten is
 * found only where nothing ever goes from one node to the next.
 */
#include "types.h"

#include <string.h>

#define MAX_NODES 8 /* structs by instance */

/* ---- which structs ---- */

static const struct type *
pointed_record(const struct type *t)
{
    for (int depth = 0; depth < 3 && t != NULL &&
                        (t->kind == TYPE_POINTER || t->kind == TYPE_ARRAY);
         depth++)
        t = t->target;
    return t != NULL && t->kind == TYPE_RECORD ? t : NULL;
}

static bool
is_plain(const struct type *t)
{
    static const char *const foreign[] = {
        "PyTypeObject", "Py_buffer",   "PyModuleDef",   "PyMethodDef",
        "PyMemberDef",  "PyGetSetDef", "PyThreadState", NULL};
    return t != NULL && !t->is_object && !t->is_union && t->n_fields > 0 &&
           t->name != NULL && !str_is_one_of(t->name, foreign);
}

static bool
points_to_own(const struct type *record)
{
    for (size_t i = 0; i < record->n_fields; i++)
        if (type_is_pointer(record->fields[i].type) &&
            same_record(pointed_record(record->fields[i].type), record))
            return true;
    return false;
}

static bool
has_node(const struct type_fact *f, const struct type *record)
{
    for (size_t i = 0; i < f->nodes.n; i++)
        if (same_record(f->nodes.v[i].record, record))
            return true;
    return false;
}

static void
find_nodes(struct types *t, struct type_fact *f, const struct type *record,
           const char *prefix)
{
    for (size_t i = 0; i < record->n_fields; i++) {
        const struct field *m = &record->fields[i];
        if (m->name == NULL)
            continue;
        const char *path = arena_printf(t->keep, "%s%s", prefix, m->name);
        if (m->type->kind == TYPE_RECORD)
            find_nodes(t, f, m->type, arena_printf(t->keep, "%s.", path));
        const struct type *to = type_is_pointer(m->type) ||
                                        m->type->kind == TYPE_ARRAY
                                    ? pointed_record(m->type)
                                    : NULL;
        bool pointer = to != NULL && (type_is_pointer(m->type) ||
                                      type_is_pointer(m->type->target));
        if (!pointer || !is_plain(to) || has_node(f, to) ||
            f->nodes.n == MAX_NODES)
            continue;
        struct node_fact node = {.record = to,
                                 .path = arena_printf(t->keep, "%s->", path),
                                 .deep = strstr(prefix, "->") != NULL,
                                 .linked = points_to_own(to)};
        VEC_PUSH(t->keep, &f->nodes, node);
        find_nodes(t, f, to, node.path);
    }
}

static void
count_node(struct types *t, struct node_fact *node)
{
    const struct record_touches *to = types_touched(t, node->record);
    for (size_t i = 0; i < to->v.n; i++)
        fields_count(&node->fields, to->v.v[i].proc, to->v.v[i].one,
                     to->v.v[i].one->at.offset);
}

void
types_nodes(struct types *t, struct type_fact *f)
{
    if (!f->is_module)
        find_nodes(t, f, f->record, "");
    for (size_t i = 0; i < f->nodes.n; i++) {
        struct node_fact *node = &f->nodes.v[i];
        fields_flatten(t->keep, &node->fields, node->record);
        if (node->fields.n > 0)
            count_node(t, node);
        for (size_t k = 0; k < node->fields.n; k++) {
            field_judge(t, &node->fields.v[k], false);
            node->fields.v[k].path = arena_printf(t->keep, "%s%s", node->path,
                                                  node->fields.v[k].path);
        }
    }
}

/* ---- what functions do to them ---- */

enum deed { DEED_FIELD, DEED_FREE, DEED_NEXT };

struct asking {
    struct checking *c;
    const struct node_fact *node;
    enum deed deed;
    enum touch_kind kind;           /* FIELD */
    const struct field_fact *field; /* FIELD */
    bool *seen;                     /* by procedure */
};

static bool
is_node_pointer(const struct asking *a, const struct func *f,
                const struct operand *o)
{
    return o->kind == OPERAND_SLOT &&
           type_is_pointer(f->slots[o->index].type) &&
           same_record(f->slots[o->index].type->target, a->node->record);
}

/* The operand, also behind casts, is a pointer to such a node. */
static bool
is_node(const struct asking *a, const struct func *f, const struct operand *o)
{
    if (is_node_pointer(a, f, o))
        return true;
    for (size_t b = 0; o->kind == OPERAND_SLOT && b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->dst == o->index &&
                (op->kind == OP_CAST || op->kind == OP_COPY) &&
                is_node_pointer(a, f, &op->a))
                return true;
        }
    return false;
}

static bool
frees(const struct asking *a, const struct contract *line, size_t arg)
{
    const struct program *p = a->c->t->p;
    for (size_t k = 0; arg < line->n_params && k < line->params[arg].n_effects;
         k++) {
        const struct effect *e = &line->params[arg].effects[k];
        if (e->verb == VERB_RELEASES && e->kind != p->ref &&
            e->kind != p->buffer)
            return true;
    }
    return false;
}

static enum answer ask(struct asking *a, struct procedure *proc);

static enum answer
ask_callees(struct asking *a, const struct procedure *proc,
            const struct op *op)
{
    const struct program *p = a->c->t->p;
    struct procedure *to = program_callee(p, proc->unit, op);
    enum answer sum = to != NULL ? ask(a, to) : ANSWER_NO;
    for (size_t i = 0; i < op->n_args && sum == ANSWER_NO; i++) {
        struct procedure *by = op->args[i].kind != OPERAND_FUNCTION
                                   ? NULL
                                   : program_find(p, proc->unit,
                                                  op->args[i].name);
        sum = by != NULL ? ask(a, by) : ANSWER_NO;
    }
    if (to != NULL || sum != ANSWER_NO)
        return sum;
    const struct contract *line = program_line(p, op);
    for (size_t i = 0; i < op->n_args; i++) {
        if (!is_node(a, proc->func, &op->args[i]))
            continue;
        if (line == NULL)
            return ANSWER_UNKNOWN;
        if (a->deed == DEED_FREE && frees(a, line, i))
            return ANSWER_YES;
    }
    return ANSWER_NO;
}

static bool
goes_on(const struct asking *a, const struct procedure *proc,
        const struct op *op)
{
    if (op->kind != OP_FIELD || op->a.kind != OPERAND_SLOT ||
        !is_node_pointer(a, proc->func, &op->a))
        return false;
    const struct type *record = a->node->record;
    for (size_t i = 0; i < record->n_fields; i++)
        if (record->fields[i].offset == op->offset &&
            same_record(pointed_record(record->fields[i].type), record))
            return true;
    return false;
}

static enum answer
ask_touch(struct asking *a, const struct touch *t)
{
    const struct type *record = t->at.record;
    if (t->kind == TOUCH_UNKNOWN && t->at.level > 0 &&
        same_record(record, a->c->f->record))
        for (size_t i = 0; i < record->n_fields; i++) {
            const struct field *m = &record->fields[i];
            if (m->offset == t->at.offset &&
                same_record(pointed_record(m->type), a->node->record))
                return ANSWER_UNKNOWN;
        }
    if (a->deed != DEED_FIELD || record == NULL ||
        !same_record(record, a->node->record))
        return ANSWER_NO;
    bool hits = t->at.offset >= a->field->offset &&
                t->at.offset < a->field->offset + a->field->size;
    unsigned wanted = a->field->depth + (a->kind == TOUCH_STORE ? 0 : 1);
    if (t->kind == a->kind) {
        bool deep = a->kind == TOUCH_FREE ? t->at.level == wanted
                                          : t->at.level >= wanted;
        return hits && deep ? ANSWER_YES : ANSWER_NO;
    }
    bool whole = t->at.level == 0 && t->at.offset <= a->field->offset;
    return t->kind == TOUCH_UNKNOWN && (hits || whole) ? ANSWER_UNKNOWN
                                                       : ANSWER_NO;
}

static enum answer
ask(struct asking *a, struct procedure *proc)
{
    struct types *t = a->c->t;
    bool *seen = &a->seen[proc - t->p->procs.v];
    if (*seen)
        return ANSWER_NO;
    *seen = true;
    const struct touches *touches = touches_of(t, proc);
    enum answer sum = touches->missing ? ANSWER_UNKNOWN : ANSWER_NO;
    for (size_t i = 0; i < touches->v.n; i++) {
        const struct touch *one = &touches->v.v[i];
        enum answer answer = ask_touch(a, one);
        struct procedure *slot = one->kind == TOUCH_OWN_SLOT
                                     ? types_own_slot(a->c->f, one)
                                     : NULL;
        if (answer == ANSWER_NO && slot != NULL)
            answer = ask(a, slot);
        if (answer == ANSWER_YES)
            return answer;
        sum = answer == ANSWER_UNKNOWN ? answer : sum;
    }
    for (size_t b = 0; b < proc->func->n_blocks; b++)
        for (size_t i = 0; i < proc->func->blocks[b].n_ops; i++) {
            const struct op *op = &proc->func->blocks[b].ops[i];
            enum answer answer = op->kind == OP_CALL ? ask_callees(a, proc, op)
                                                     : ANSWER_NO;
            if (answer == ANSWER_YES ||
                (a->deed == DEED_NEXT && goes_on(a, proc, op)))
                return ANSWER_YES;
            sum = answer == ANSWER_UNKNOWN ? answer : sum;
        }
    return sum;
}

static enum answer
ask_slot(struct asking a, enum slot_id id)
{
    const struct slot_value *v = type_slot(a.c->f, id);
    if (v->proc == NULL)
        return v->set || a.c->f->base_unknown ? ANSWER_UNKNOWN : ANSWER_NO;
    a.seen = ARENA_ARRAY(a.c->scratch, bool, a.c->t->p->procs.n);
    return ask(&a, v->proc);
}

enum answer
types_node_does(struct checking *c, enum slot_id id, enum touch_kind kind,
                const struct node_fact *node, const struct field_fact *field)
{
    return ask_slot((struct asking){.c = c,
                                    .node = node,
                                    .deed = DEED_FIELD,
                                    .kind = kind,
                                    .field = field},
                    id);
}

static enum answer
does_all(struct checking *c, enum slot_id id, enum deed deed,
         const struct node_fact *node)
{
    return ask_slot((struct asking){.c = c, .node = node, .deed = deed}, id);
}

enum answer
types_frees_nodes(struct checking *c, const struct node_fact *node)
{
    return does_all(c, SLOT_DEALLOC, DEED_FREE, node);
}

bool
types_owns_nodes(struct checking *c, const struct node_fact *node)
{
    return types_frees_nodes(c, node) == ANSWER_YES;
}

/* ---- asking ---- */

/* tp_traverse or tp_clear deals with some field of such nodes: they are there
 * to stay, no queue that is empty again soon. */
bool
types_nodes_last(struct checking *c, const struct node_fact *node)
{
    if (!node->deep)
        return true;
    for (size_t i = 0; i < node->fields.n; i++) {
        const struct field_fact *f = &node->fields.v[i];
        if (types_node_does(c, SLOT_TRAVERSE, TOUCH_VISIT, node, f) ==
                ANSWER_YES ||
            types_node_does(c, SLOT_CLEAR, TOUCH_RELEASE, node, f) ==
                ANSWER_YES)
            return true;
    }
    return false;
}

/* Stores with a reference that the node owns; what comes from a parameter of
 * a helper may be anything, and who owns what lies behind two pointers shows
 * in what the slots do there. */
static enum confidence
node_confidence(struct checking *c, const struct node_fact *node,
                const struct field_fact *f)
{
    return f->owned_stores > 0 && f->borrowed_stores == 0 &&
                   f->unknown_stores == 0 && f->steals == 0 &&
                   types_nodes_last(c, node)
               ? CONFIDENCE_LIKELY
               : CONFIDENCE_POSSIBLE;
}

static bool
is_own_slot(const struct checking *c, enum slot_id id)
{
    return c->f->slots[id].proc != NULL;
}

static void
check_visits(struct checking *c, const struct node_fact *node,
             const struct field_fact *f, bool linked)
{
    const struct slot_value *clear = type_slot(c->f, SLOT_CLEAR);
    enum confidence sure = f->holding == HOLD_TUPLE
                               ? CONFIDENCE_POSSIBLE
                               : node_confidence(c, node, f);
    enum answer visited = types_node_does(c, SLOT_TRAVERSE, TOUCH_VISIT, node,
                                          f);
    if (visited == ANSWER_YES && linked)
        visited = does_all(c, SLOT_TRAVERSE, DEED_NEXT, node);
    if (is_own_slot(c, SLOT_TRAVERSE))
        types_tell(c, types_field_view(ASPECT_TRAVERSE, visited, f),
                   c->f->slots[SLOT_TRAVERSE].proc, NULL, sure);
    if (visited != ANSWER_YES || (clear->set && !is_own_slot(c, SLOT_CLEAR)))
        return;
    enum answer cleared = f->holding == HOLD_CLEARED
                              ? ANSWER_YES
                              : types_node_does(c, SLOT_CLEAR, TOUCH_RELEASE,
                                                node, f);
    types_tell(c, types_field_view(ASPECT_CLEAR, cleared, f), clear->proc,
               NULL, f->user ? sure : CONFIDENCE_POSSIBLE);
}

static void
check_node(struct checking *c, const struct node_fact *node)
{
    bool linked = node->linked &&
                  does_all(c, SLOT_DEALLOC, DEED_NEXT, node) == ANSWER_YES;
    for (size_t i = 0; i < node->fields.n; i++) {
        const struct field_fact *f = &node->fields.v[i];
        if (!field_is_owned(f) || f->in_union)
            continue;
        if (is_own_slot(c, SLOT_DEALLOC))
            types_tell(
                c,
                types_field_view(
                    ASPECT_DEALLOC,
                    types_node_does(c, SLOT_DEALLOC, TOUCH_RELEASE, node, f),
                    f),
                c->f->slots[SLOT_DEALLOC].proc, NULL,
                node_confidence(c, node, f));
        if (!c->f->flags_unknown && type_has_gc(c->f))
            check_visits(c, node, f, linked);
    }
}

void
types_check_nodes(struct checking *c)
{
    for (size_t i = 0; i < c->f->nodes.n; i++)
        if (c->f->nodes.v[i].fields.n > 0 &&
            types_owns_nodes(c, &c->f->nodes.v[i]))
            check_node(c, &c->f->nodes.v[i]);
}
