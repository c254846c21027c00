/* Operands, conditions and subjects as a reader would write them.  The IR
 * keeps no source text; names, fields and comparisons are enough to say it
 * again. */
#include "inside.h"

#include <inttypes.h>
#include <string.h>

enum { MAX_DEPTH = 5 };

static const char *const code_text[CODE_COUNT] = {
    [CODE_NEG] = "-",  [CODE_NOT] = "~", [CODE_LNOT] = "!", [CODE_ADD] = "+",
    [CODE_SUB] = "-",  [CODE_MUL] = "*", [CODE_DIV] = "/",  [CODE_REM] = "%",
    [CODE_AND] = "&",  [CODE_OR] = "|",  [CODE_XOR] = "^",  [CODE_SHL] = "<<",
    [CODE_SHR] = ">>", [CODE_EQ] = "==", [CODE_NE] = "!=",  [CODE_LT] = "<",
    [CODE_LE] = "<=",  [CODE_GT] = ">",  [CODE_GE] = ">=",
};

static const enum op_code opposite[CODE_COUNT] = {
    [CODE_EQ] = CODE_NE, [CODE_NE] = CODE_EQ, [CODE_LT] = CODE_GE,
    [CODE_GE] = CODE_LT, [CODE_LE] = CODE_GT, [CODE_GT] = CODE_LE,
};

static bool add(struct text *, const struct func *, const struct op *,
                const struct operand *, int);
static bool add_target(struct text *, const struct func *, const struct op *,
                       const struct operand *, int);

/* The op of the same block that gave the temporary its value. */
static const struct op *
definition(const struct func *f, const struct op *at, uint32_t slot)
{
    struct position p = op_position(f, at);
    if (p.block == NO_BLOCK)
        return NULL;
    const struct op *ops = f->blocks[p.block].ops;
    for (size_t i = p.op; i-- > 0;)
        if (ops[i].dst == slot && ops[i].kind != OP_SCOPE)
            return &ops[i];
    return NULL;
}

static const struct op *
temporary(const struct func *f, const struct op *at, const struct operand *o)
{
    if (o->kind != OPERAND_SLOT || f->slots[o->index].name != NULL)
        return NULL;
    return definition(f, at, o->index);
}

static bool
is_pointer(const struct func *f, const struct operand *o)
{
    return o->kind == OPERAND_SLOT && type_is_pointer(f->slots[o->index].type);
}

static bool
add_name(struct text *out, const char *name)
{
    if (name == NULL)
        return false;
    text_add(out, name);
    return true;
}

/* What Python.h calls the addresses of its own constants. */
static const char *const constants[][2] = {
    {"_Py_NoneStruct", "Py_None"},
    {"_Py_TrueStruct", "Py_True"},
    {"_Py_FalseStruct", "Py_False"},
    {"_Py_EllipsisObject", "Py_Ellipsis"},
    {"_Py_NotImplementedStruct", "Py_NotImplemented"},
};

static bool
add_address(struct text *out, const char *name)
{
    for (size_t i = 0;
         name != NULL && i < sizeof constants / sizeof *constants; i++)
        if (strcmp(name, constants[i][0]) == 0)
            return add_name(out, constants[i][1]);
    text_add(out, "&");
    return add_name(out, name);
}

static bool
is_place(const struct operand *o)
{
    return o->kind == OPERAND_LOCAL || o->kind == OPERAND_GLOBAL;
}

/* A part of a struct or array, and not what a pointer leads to. */
static bool
is_made(const struct func *f, const struct op *at, const struct operand *o)
{
    const struct op *d = temporary(f, at, o);
    return d != NULL && (d->kind == OP_FIELD || d->kind == OP_INDEX);
}

/* What an address made by FIELD or INDEX stands for: `base->field`. */
static bool
add_made_target(struct text *out, const struct func *f, const struct op *d,
                int depth)
{
    if (d->kind == OP_FIELD) {
        bool direct = is_place(&d->a) || is_made(f, d, &d->a);
        bool ok = direct ? add_target(out, f, d, &d->a, depth - 1)
                         : add(out, f, d, &d->a, depth - 1);
        text_add(out, direct ? "." : "->");
        return ok && add_name(out, d->field);
    }
    if (d->kind != OP_INDEX)
        return false;
    if (!(is_place(&d->a) ? add_target(out, f, d, &d->a, depth - 1)
                          : add(out, f, d, &d->a, depth - 1)))
        return false;
    text_add(out, "[");
    bool ok = add(out, f, d, &d->b, depth - 1);
    text_add(out, "]");
    return ok;
}

/* What stands at an address. */
static bool
add_target(struct text *out, const struct func *f, const struct op *at,
           const struct operand *o, int depth)
{
    if (o->kind == OPERAND_GLOBAL)
        return add_name(out, o->name);
    if (o->kind == OPERAND_LOCAL)
        return add_name(out, f->slots[o->index].name);
    const struct op *d = temporary(f, at, o);
    if (d != NULL)
        return add_made_target(out, f, d, depth);
    text_add(out, "*");
    return add(out, f, at, o, depth - 1);
}

static bool
add_binary(struct text *out, const struct func *f, const struct op *d,
           enum op_code code, int depth)
{
    if (code_text[code] == NULL || !add(out, f, d, &d->a, depth - 1))
        return false;
    text_printf(out, " %s ", code_text[code]);
    if (d->b.kind == OPERAND_INT && d->b.number == 0 && is_pointer(f, &d->a)) {
        text_add(out, "NULL");
        return true;
    }
    return add(out, f, d, &d->b, depth - 1);
}

static bool
add_result(struct text *out, const struct func *f, const struct op *d,
           int depth)
{
    if (d->kind == OP_COPY || d->kind == OP_CAST)
        return add(out, f, d, &d->a, depth - 1);
    if (d->kind == OP_LOAD)
        return add_target(out, f, d, &d->a, depth - 1);
    if (d->kind == OP_UNARY) {
        text_add(out, code_text[d->code]);
        return add(out, f, d, &d->a, depth - 1);
    }
    if (d->kind == OP_BINARY)
        return add_binary(out, f, d, d->code, depth);
    if (d->kind == OP_CALL && d->callee != NULL) {
        text_printf(out, "%s()", d->callee);
        return true;
    }
    if (d->kind != OP_FIELD && d->kind != OP_INDEX)
        return false;
    text_add(out, "&");
    return add_made_target(out, f, d, depth);
}

static bool
add_slot(struct text *out, const struct func *f, const struct op *at,
         uint32_t slot, int depth)
{
    if (f->slots[slot].name != NULL)
        return add_name(out, f->slots[slot].name);
    const struct op *d = definition(f, at, slot);
    return d != NULL && add_result(out, f, d, depth);
}

static bool
add(struct text *out, const struct func *f, const struct op *at,
    const struct operand *o, int depth)
{
    if (depth <= 0)
        return false;
    switch (o->kind) {
    case OPERAND_INT:
        text_printf(out, "%" PRId64, o->number);
        return true;
    case OPERAND_GLOBAL:
        return add_address(out, o->name);
    case OPERAND_FUNCTION:
        return add_name(out, o->name);
    case OPERAND_LOCAL:
        text_add(out, "&");
        return add_name(out, f->slots[o->index].name);
    case OPERAND_SLOT:
        return add_slot(out, f, at, o->index, depth);
    case OPERAND_NONE:
    case OPERAND_FLOAT:
    case OPERAND_STRING:
        return false;
    }
    return false;
}

bool
expr_operand(struct text *out, const struct func *f, const struct op *at,
             const struct operand *o)
{
    struct text t = {.keep = out->keep};
    if (!add(&t, f, at, o, MAX_DEPTH))
        return false;
    text_add(out, text_str(&t));
    return true;
}

static bool
add_condition(struct text *out, const struct func *f, const struct op *at,
              const struct operand *o, bool taken)
{
    const struct op *d = temporary(f, at, o);
    while (d != NULL && d->kind == OP_UNARY && d->code == CODE_LNOT) {
        taken = !taken;
        at = d;
        o = &d->a;
        d = temporary(f, at, o);
    }
    if (d != NULL && d->kind == OP_BINARY && d->code >= CODE_EQ)
        return add_binary(out, f, d, taken ? d->code : opposite[d->code],
                          MAX_DEPTH);
    if (!add(out, f, at, o, MAX_DEPTH))
        return false;
    text_printf(out, " %s %s",
                taken ? "!=" : "==", is_pointer(f, o) ? "NULL" : "0");
    return true;
}

bool
expr_condition(struct text *out, const struct func *f, const struct op *branch,
               bool taken)
{
    struct text t = {.keep = out->keep};
    if (branch->kind != OP_BRANCH ||
        !add_condition(&t, f, branch, &branch->a, taken))
        return false;
    text_add(out, text_str(&t));
    return true;
}

/* ---- the subject of an event ---- */

/* What is followed to get at the address: `h` for `h->fd`. */
static bool
add_base(struct text *out, const struct func *f, const struct op *at,
         const struct operand *address)
{
    const struct op *d = temporary(f, at, address);
    if (d == NULL || (d->kind != OP_FIELD && d->kind != OP_INDEX))
        return expr_operand(out, f, at, address);
    return expr_operand(out, f, d, &d->a);
}

static bool
add_subject(struct text *out, const struct event *e)
{
    const struct op *op = e->op;
    if (op->kind == OP_CALL && e->arg >= 0 && (size_t)e->arg < op->n_args)
        return expr_operand(out, e->func, op, &op->args[e->arg]);
    if (e->kind == EVENT_USE && (op->kind == OP_LOAD || op->kind == OP_STORE))
        return add_base(out, e->func, op, &op->a);
    return e->kind == EVENT_RETURN && expr_operand(out, e->func, op, &op->a);
}

/* A constant or a call is not a name. */
static bool
is_name(const char *s)
{
    return *s != '\0' && strchr("0123456789-(", *s) == NULL &&
           strchr(s, '(') == NULL;
}

const char *
rule_name(const struct event *e, arena *keep)
{
    struct text t = {.keep = keep};
    if (e->subject.name != NULL && is_name(e->subject.name))
        return e->subject.name;
    if (!add_subject(&t, e) || !is_name(text_str(&t)))
        return NULL;
    return text_str(&t);
}

/* ---- what the statement does with the variable ---- */

static bool
is_inside(const struct loc *out, const struct loc *in)
{
    bool begins = out->line < in->line ||
                  (out->line == in->line && out->col <= in->col);
    bool ends = out->end_line > in->end_line ||
                (out->end_line == in->end_line && out->end_col >= in->end_col);
    return out->file == in->file && begins && ends;
}

/* The operand is the variable, or a copy of it made in this block. */
static bool
is_variable(const struct func *f, const struct block *b,
            const struct operand *o, const char *name)
{
    if (o->kind != OPERAND_SLOT)
        return false;
    sym own = f->slots[o->index].name;
    if (own != NULL)
        return strcmp(own, name) == 0;
    for (size_t i = 0; i < b->n_ops; i++) {
        const struct op *op = &b->ops[i];
        if (op->dst == o->index &&
            (op->kind == OP_COPY || op->kind == OP_CAST) &&
            op->a.kind == OPERAND_SLOT)
            return is_variable(f, b, &op->a, name);
    }
    return false;
}

static bool
passes(const struct event *e, const struct block *b, const struct op *op)
{
    for (size_t k = 0; op->kind == OP_CALL && k < op->n_args; k++)
        if (is_inside(&e->op->loc, &op->loc) &&
            is_variable(e->func, b, &op->args[k], e->subject.name))
            return true;
    return false;
}

bool
rule_is_passed_here(const struct event *e)
{
    for (size_t i = 0; i < e->func->n_blocks && e->subject.name != NULL; i++) {
        const struct block *b = &e->func->blocks[i];
        for (size_t k = 0; k < b->n_ops; k++)
            if (passes(e, b, &b->ops[k]))
                return true;
    }
    return false;
}
