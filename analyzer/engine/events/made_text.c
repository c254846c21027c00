/* Text that a function puts together in an array of its own, of numbers and
 * literals:
 *
 *     char name[32];
 *     snprintf(name, sizeof name, "item%d", n);
 *     key = PyUnicode_FromString(name);
 *
 * It is ASCII, so that no more than memory can be missing.
 */
#include "call.h"

#include <string.h>

enum { MAX_BLOCKS = 400 };

struct array {
    const struct explorer *x;
    uint32_t local;
    uint64_t *addresses; /* slots that point into it */
    bool written;
};

static bool
is_ascii(const char *s)
{
    while (*s != '\0')
        if ((unsigned char)*s++ >= 128)
            return false;
    return true;
}

bool
is_ascii_literal(const struct operand *o)
{
    return o->kind == OPERAND_STRING && is_ascii(o->name);
}

/* ---- formats ---- */

/* Behind flags, width, precision and length; counts the arguments of `*`. */
static const char *
conversion(const char *s, size_t *arg)
{
    for (; *s != '\0' && strchr("-+ #0123456789.*hlLjztq", *s) != NULL; s++)
        *arg += *s == '*';
    return s;
}

/* The format, argument `at`, lets nothing but ASCII through. */
static bool
formats_ascii(const struct op *op, size_t at)
{
    if (at >= op->n_args || !is_ascii_literal(&op->args[at]))
        return false;
    size_t arg = at + 1;
    for (const char *s = op->args[at].name; *s != '\0'; s++) {
        if (*s != '%')
            continue;
        s = conversion(s + 1, &arg);
        if (*s == '%')
            continue;
        bool number = *s != '\0' && strchr("diuoxXeEfFgGaAp", *s) != NULL;
        bool text = *s == 's' && arg < op->n_args &&
                    is_ascii_literal(&op->args[arg]);
        if (!number && !text)
            return false;
        arg++;
    }
    return true;
}

static bool
writes_ascii(const struct op *op)
{
    static const struct {
        const char *name;
        size_t format;
    } printers[] = {{"snprintf", 2},
                    {"PyOS_snprintf", 2},
                    {"sprintf", 1},
                    {"__builtin___snprintf_chk", 4},
                    {"__builtin___sprintf_chk", 3}};
    static const char *const copies[] = {"strcpy", "strcat", "strncpy",
                                         "strncat", NULL};
    for (size_t i = 0; i < sizeof printers / sizeof *printers; i++)
        if (strcmp(op->callee, printers[i].name) == 0)
            return formats_ascii(op, printers[i].format);
    return str_is_one_of(op->callee, copies) && op->n_args > 1 &&
           is_ascii_literal(&op->args[1]);
}

/* uuid_unparse(id, text): digits, whoever wrote it. */
static bool
writes_digits(const char *name)
{
    static const char *const parts[] = {"hex",     "Hex",       "HEX",
                                        "unparse", "uuid2str",  "ba2str",
                                        "oid_fmt", "oid_tostr", "_ntop"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strstr(name, parts[i]) != NULL)
            return true;
    return false;
}

static bool
fills_with_zero(const struct op *op)
{
    return strcmp(op->callee, "memset") == 0 && op->n_args == 3 &&
           op->args[1].kind == OPERAND_INT && op->args[1].number == 0;
}

/* ---- the array ---- */

static bool
points_in(const struct array *a, const struct operand *o)
{
    return (o->kind == OPERAND_LOCAL && o->index == a->local) ||
           (o->kind == OPERAND_SLOT && bit_test(a->addresses, o->index));
}

static bool
makes_address(const struct array *a, const struct op *op)
{
    bool way = op->kind == OP_COPY || op->kind == OP_CAST ||
               op->kind == OP_FIELD || op->kind == OP_INDEX ||
               (op->kind == OP_BINARY && op->code < CODE_EQ);
    return way && op->dst != NO_SLOT &&
           (points_in(a, &op->a) || points_in(a, &op->b));
}

static bool
is_small(int64_t n)
{
    return n >= 0 && n < 128;
}

/* Py_BuildValue("s", name) */
static bool
only_reads(const struct op *op)
{
    static const char *const names[] = {"Py_BuildValue", "PyErr_Format",
                                        "PyUnicode_FromFormat", NULL};
    return op->callee != NULL && str_is_one_of(op->callee, names);
}

static bool
call_is_harmless(struct array *a, const struct op *op)
{
    for (size_t i = 0; i < op->n_args; i++) {
        if (!points_in(a, &op->args[i]))
            continue;
        bool writes = op->callee != NULL && ((i == 0 && writes_ascii(op)) ||
                                             writes_digits(op->callee));
        bool zero = i == 0 && op->callee != NULL && fills_with_zero(op);
        bool reads = (i < 64 && (op->reads >> i & 1) != 0) || only_reads(op);
        if (!writes && !zero && !reads)
            return false;
        a->written |= writes;
    }
    return true;
}

static bool
is_harmless(struct array *a, const struct op *op)
{
    switch (op->kind) {
    case OP_CALL:
    case OP_HAVOC:
        return op->kind == OP_CALL
                   ? call_is_harmless(a, op)
                   : op->n_args == 0 || !points_in(a, &op->args[0]);
    case OP_STORE:
        return !points_in(a, &op->b) &&
               (!points_in(a, &op->a) ||
                (op->b.kind == OPERAND_INT && is_small(op->b.number)));
    case OP_RETURN:
        return !points_in(a, &op->a);
    case OP_COPY:
    case OP_LOAD:
    case OP_ZERO:
    case OP_FIELD:
    case OP_INDEX:
    case OP_UNARY:
    case OP_BINARY:
    case OP_CAST:
    case OP_SCOPE:
    case OP_JUMP:
    case OP_BRANCH:
    case OP_SWITCH:
    case OP_UNREACHABLE:
    case OP_KIND_COUNT:
        break;
    }
    return true;
}

static void
find_addresses(struct array *a)
{
    const struct func *f = a->x->f;
    for (bool more = true; more;) {
        more = false;
        for (size_t b = 0; b < f->n_blocks; b++)
            for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
                const struct op *op = &f->blocks[b].ops[i];
                if (!makes_address(a, op) || bit_test(a->addresses, op->dst))
                    continue;
                bit_set(a->addresses, op->dst);
                more = true;
            }
    }
}

static bool
is_array_of_char(const struct type *t)
{
    return t != NULL && t->kind == TYPE_ARRAY && t->target != NULL &&
           t->target->kind == TYPE_INT && t->target->size == 1;
}

bool
is_made_text(const struct explorer *x, const struct operand *o)
{
    const struct func *f = x->f;
    if (o->kind != OPERAND_LOCAL || f->n_blocks > MAX_BLOCKS ||
        !is_array_of_char(f->slots[o->index].type))
        return false;
    arena *scratch = arena_new();
    struct array a = {.x = x, .local = o->index};
    a.addresses = ARENA_ARRAY(scratch, uint64_t, f->n_slots / 64 + 1);
    find_addresses(&a);
    bool harmless = true;
    for (size_t b = 0; b < f->n_blocks && harmless; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops && harmless; i++)
            harmless = is_harmless(&a, &f->blocks[b].ops[i]);
    arena_free(scratch);
    return harmless && a.written;
}
