/* Readable IR: one op a line. */
#include "ir.h"

static const char *const op_names[OP_KIND_COUNT] = {
    [OP_COPY] = "copy",
    [OP_LOAD] = "load",
    [OP_STORE] = "store",
    [OP_ZERO] = "zero",
    [OP_FIELD] = "field",
    [OP_INDEX] = "index",
    [OP_UNARY] = "unary",
    [OP_BINARY] = "binary",
    [OP_CAST] = "cast",
    [OP_CALL] = "call",
    [OP_HAVOC] = "havoc",
    [OP_SCOPE] = "scope",
    [OP_JUMP] = "jump",
    [OP_BRANCH] = "branch",
    [OP_SWITCH] = "switch",
    [OP_RETURN] = "return",
    [OP_UNREACHABLE] = "unreachable",
};

static const char *const code_names[CODE_COUNT] = {
    [CODE_NONE] = "?", [CODE_NEG] = "-",  [CODE_NOT] = "~", [CODE_LNOT] = "!",
    [CODE_ADD] = "+",  [CODE_SUB] = "-",  [CODE_MUL] = "*", [CODE_DIV] = "/",
    [CODE_REM] = "%",  [CODE_AND] = "&",  [CODE_OR] = "|",  [CODE_XOR] = "^",
    [CODE_SHL] = "<<", [CODE_SHR] = ">>", [CODE_EQ] = "==", [CODE_NE] = "!=",
    [CODE_LT] = "<",   [CODE_LE] = "<=",  [CODE_GT] = ">",  [CODE_GE] = ">=",
};

static void
print_type(struct text *out, const struct type *t)
{
    if (t == NULL) {
        text_add(out, "?");
        return;
    }
    switch (t->kind) {
    case TYPE_VOID:
        text_add(out, "void");
        return;
    case TYPE_INT:
        text_printf(out, "%c%u", t->is_signed ? 'i' : 'u',
                    (unsigned)t->size * 8);
        return;
    case TYPE_FLOAT:
        text_printf(out, "f%u", (unsigned)t->size * 8);
        return;
    case TYPE_POINTER:
        print_type(out, t->target);
        text_add(out, "*");
        return;
    case TYPE_RECORD:
        text_add(out, t->name == NULL ? "{}" : t->name);
        return;
    case TYPE_ARRAY:
        print_type(out, t->target);
        text_printf(out, "[%llu]", (unsigned long long)t->count);
        return;
    case TYPE_FUNCTION:
        text_add(out, "function");
        return;
    case TYPE_OTHER:
        text_add(out, "other");
        return;
    }
}

static void
print_slot(struct text *out, const struct func *f, uint32_t i)
{
    if (i >= f->n_slots)
        text_printf(out, "<slot %u?>", i);
    else if (f->slots[i].name != NULL)
        text_printf(out, "%s.%u", f->slots[i].name, i);
    else
        text_printf(out, "t%u", i);
}

static void
print_string(struct text *out, const char *s)
{
    text_add(out, "\"");
    for (; *s != '\0'; s++) {
        if (*s == '"' || *s == '\\')
            text_printf(out, "\\%c", *s);
        else if ((unsigned char)*s < 32)
            text_printf(out, "\\x%02x", (unsigned char)*s);
        else
            text_add_n(out, s, 1);
    }
    text_add(out, "\"");
}

static void
print_operand(struct text *out, const struct func *f, const struct operand *o)
{
    switch (o->kind) {
    case OPERAND_NONE:
        text_add(out, "-");
        return;
    case OPERAND_SLOT:
        print_slot(out, f, o->index);
        return;
    case OPERAND_LOCAL:
        text_add(out, "&");
        print_slot(out, f, o->index);
        return;
    case OPERAND_INT:
        text_printf(out, "%lld", (long long)o->number);
        return;
    case OPERAND_FLOAT:
        text_add(out, "float");
        return;
    case OPERAND_STRING:
        print_string(out, o->name);
        return;
    case OPERAND_GLOBAL:
        text_printf(out, "&%s", o->name);
        return;
    case OPERAND_FUNCTION:
        text_printf(out, "&%s()", o->name);
        return;
    }
}

static void
print_call(struct text *out, const struct func *f, const struct op *op)
{
    if (op->kind == OP_CALL && op->callee != NULL)
        text_printf(out, " %s", op->callee);
    else if (op->kind == OP_CALL) {
        text_add(out, " *");
        print_operand(out, f, &op->a);
    }
    text_add(out, "(");
    for (size_t i = 0; i < op->n_args; i++) {
        if (i > 0)
            text_add(out, ", ");
        print_operand(out, f, &op->args[i]);
    }
    text_add(out, ")");
}

static void
print_switch(struct text *out, const struct op *op)
{
    for (size_t i = 0; i < op->n_cases; i++) {
        const struct switch_case *c = &op->cases[i];
        text_printf(out, " %lld", (long long)c->lo);
        if (c->hi != c->lo)
            text_printf(out, "..%lld", (long long)c->hi);
        text_printf(out, ":b%u", c->to);
    }
    text_printf(out, " else:b%u", op->to[0]);
}

static void
print_operands(struct text *out, const struct func *f, const struct op *op)
{
    if (op->kind == OP_CALL || op->kind == OP_HAVOC) {
        print_call(out, f, op);
        return;
    }
    if (op->a.kind != OPERAND_NONE) {
        text_add(out, " ");
        print_operand(out, f, &op->a);
    }
    if (op->b.kind != OPERAND_NONE) {
        text_add(out, ", ");
        print_operand(out, f, &op->b);
    }
    if (op->kind == OP_FIELD)
        text_printf(out, " .%s@%llu", op->field == NULL ? "" : op->field,
                    (unsigned long long)op->offset);
    if (op->kind == OP_JUMP)
        text_printf(out, " b%u", op->to[0]);
    if (op->kind == OP_BRANCH)
        text_printf(out, " b%u b%u", op->to[0], op->to[1]);
    if (op->kind == OP_SWITCH)
        print_switch(out, op);
}

static void
print_op(struct text *out, const struct func *f, const struct op *op)
{
    text_add(out, "    ");
    if (op->dst != NO_SLOT) {
        print_slot(out, f, op->dst);
        text_add(out, " = ");
    }
    text_add(out, op_names[op->kind]);
    if (op->kind == OP_UNARY || op->kind == OP_BINARY)
        text_printf(out, " %s", code_names[op->code]);
    print_operands(out, f, op);
    text_add(out, " : ");
    print_type(out, op->type);
    text_printf(out, "  @%u:%u", op->loc.line, op->loc.col);
    if (op->loc.macro != NULL)
        text_printf(out, " %s", op->loc.macro);
    text_add(out, "\n");
}

void
func_print(struct text *out, const struct func *f)
{
    text_printf(out, "%s%s(", f->is_static ? "static " : "", f->name);
    for (size_t i = 0; i < f->n_params; i++) {
        text_add(out, i > 0 ? ", " : "");
        print_slot(out, f, (uint32_t)i);
        text_add(out, ": ");
        print_type(out, f->slots[i].type);
    }
    text_add(out, ") -> ");
    print_type(out, f->type == NULL ? NULL : f->type->target);
    text_add(out, "\n");
    if (f->status != FUNC_OK)
        text_printf(out, "  not lowered: %s\n", f->reason);
    for (size_t b = 0; b < f->n_blocks; b++) {
        text_printf(out, "  b%zu:\n", b);
        for (size_t i = 0; i < f->blocks[b].n_ops; i++)
            print_op(out, f, &f->blocks[b].ops[i]);
    }
}
