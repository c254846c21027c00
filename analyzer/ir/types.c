/* Questions about types and operations. */
#include "ir.h"

#include <string.h>

bool
type_is_pointer(const struct type *t)
{
    return t != NULL && (t->kind == TYPE_POINTER || t->kind == TYPE_ARRAY);
}

bool
type_is_number(const struct type *t)
{
    return t != NULL && t->kind == TYPE_INT && t->size == sizeof(int);
}

bool
type_is_function_pointer(const struct type *t)
{
    return type_is_pointer(t) && t->target != NULL &&
           t->target->kind == TYPE_FUNCTION;
}

bool
type_is_object_pointer(const struct type *t)
{
    return t != NULL && t->kind == TYPE_POINTER && t->target != NULL &&
           t->target->kind == TYPE_RECORD && t->target->is_object;
}

static const struct type *
behind_pointers(const struct type *t)
{
    while (t != NULL && t->kind == TYPE_POINTER)
        t = t->target;
    return t;
}

bool
type_is_node(const struct type *t)
{
    t = behind_pointers(t);
    if (t == NULL || t->kind != TYPE_RECORD || t->name == NULL)
        return false;
    for (size_t i = 0; i < t->n_fields; i++) {
        const struct type *f = t->fields[i].type;
        const struct type *to = behind_pointers(f);
        if (type_is_pointer(f) && to != NULL && to->kind == TYPE_RECORD &&
            (to == t || (to->name != NULL && strcmp(to->name, t->name) == 0)))
            return true;
    }
    return false;
}

bool
op_is_terminator(const struct op *op)
{
    return op->kind >= OP_JUMP && op->kind <= OP_UNREACHABLE;
}

uint32_t
op_successor(const struct op *op, size_t i)
{
    switch (op->kind) {
    case OP_JUMP:
        return i == 0 ? op->to[0] : NO_BLOCK;
    case OP_BRANCH:
        return i < 2 ? op->to[i] : NO_BLOCK;
    case OP_SWITCH:
        if (i == 0)
            return op->to[0];
        return i <= op->n_cases ? op->cases[i - 1].to : NO_BLOCK;
    case OP_COPY:
    case OP_LOAD:
    case OP_STORE:
    case OP_ZERO:
    case OP_FIELD:
    case OP_INDEX:
    case OP_UNARY:
    case OP_BINARY:
    case OP_CAST:
    case OP_CALL:
    case OP_HAVOC:
    case OP_SCOPE:
    case OP_RETURN:
    case OP_UNREACHABLE:
    case OP_KIND_COUNT:
        break;
    }
    return NO_BLOCK;
}
