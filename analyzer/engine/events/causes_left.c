/* Why a call can fail, as far as what it is given leaves reasons: a str made
 * of a literal, or a method of a type of the interpreter, is there unless
 * memory runs out.
 */
#include "call.h"

#include <string.h>

/* PyUnicode_FromStringAndSize(text, n), of text that was made here. */
static bool
is_of_made_text(const struct explorer *x, const struct op *op)
{
    static const char *const names[] = {"PyUnicode_FromString",
                                        "PyUnicode_FromStringAndSize",
                                        "PyUnicode_DecodeUTF8",
                                        "PyUnicode_DecodeASCII",
                                        "PyUnicode_DecodeFSDefault",
                                        "PyUnicode_InternFromString",
                                        NULL};
    static const char *const whole[] = {"PyUnicode_FromString",
                                        "PyUnicode_InternFromString", NULL};
    if (op->callee == NULL || op->n_args == 0)
        return false;
    return (str_is_one_of(op->callee, names) &&
            is_made_text(x, &op->args[0])) ||
           (str_is_one_of(op->callee, whole) && is_utf8_text(x, &op->args[0]));
}

/* strlen("x") */
static bool
is_constant_length(const struct explorer *x, const struct operand *o)
{
    const struct op *op = func_made_by(x->f, o);
    while (op != NULL && (op->kind == OP_CAST || op->kind == OP_COPY))
        op = func_made_by(x->f, &op->a);
    return op != NULL && op->kind == OP_CALL && op->callee != NULL &&
           op->n_args == 1 &&
           (strcmp(op->callee, "strlen") == 0 ||
            strcmp(op->callee, "__builtin_strlen") == 0) &&
           is_constant_text(x, &op->args[0]);
}

/* PyUnicode_FromString("x") has no bad argument. */
static bool
has_constant_args(const struct explorer *x, const struct op *op)
{
    for (size_t i = 0; i < op->n_args; i++)
        if (op->args[i].kind != OPERAND_INT &&
            !is_constant_text(x, &op->args[i]) &&
            !is_constant_length(x, &op->args[i]))
            return is_of_made_text(x, op) || builds_of_utf8(x, op);
    return op->n_args > 0;
}

/* PySet_New(NULL) asks no object for anything. */
static bool
asks_nothing(const struct trace *t)
{
    const struct contract *c = t->callee;
    for (size_t i = 0; i < t->op->n_args; i++)
        if (i >= c->n_params || !param_has(&c->params[i], VERB_NULL) ||
            t->op->args[i].kind != OPERAND_INT)
            return false;
    return t->op->n_args > 0;
}

/* Likewise a helper of ours that makes an object of it. */
static bool
hands_on_text(const struct op *op)
{
    for (size_t i = 0; i < op->n_args; i++)
        if (op->args[i].kind == OPERAND_STRING)
            return type_is_object_pointer(op->type);
    return false;
}

/* PyObject_GetAttrString((PyObject *)&PyUnicode_Type, "split") */
static bool
is_attribute_of_core(const struct explorer *x, const struct op *op)
{
    static const char *const core[] = {
        "PyBaseObject_Type", "PyBool_Type",      "PyByteArray_Type",
        "PyBytes_Type",      "PyComplex_Type",   "PyDict_Type",
        "PyFloat_Type",      "PyFrozenSet_Type", "PyList_Type",
        "PyLong_Type",       "PySet_Type",       "PyTuple_Type",
        "PyType_Type",       "PyUnicode_Type",   NULL};
    if (op->callee == NULL || op->n_args != 2 ||
        strcmp(op->callee, "PyObject_GetAttrString") != 0 ||
        !is_constant_text(x, &op->args[1]))
        return false;
    const struct operand *o = &op->args[0];
    for (int depth = 0; depth < 4 && o->kind == OPERAND_SLOT; depth++) {
        const struct op *made = func_made_by(x->f, o);
        if (made == NULL || (made->kind != OP_CAST && made->kind != OP_COPY))
            return false;
        o = &made->a;
    }
    return o->kind == OPERAND_GLOBAL && str_is_one_of(o->name, core);
}

unsigned
causes_left(const struct explorer *x, const struct trace *t, unsigned fails)
{
    if (has_constant_args(x, t->op) &&
        ((fails & CAUSE_ALLOC) != 0 ||
         (contract_is_inferred(t->callee) && hands_on_text(t->op))))
        fails = (fails & ~(unsigned)(CAUSE_VALUE | CAUSE_TYPE)) | CAUSE_ALLOC;
    if (is_attribute_of_core(x, t->op))
        fails = CAUSE_ALLOC;
    if ((fails & ~t->spared) != 0)
        fails &= ~t->spared;
    if (t->plain_key || (asks_nothing(t) && (fails & CAUSE_ALLOC) != 0))
        fails = (fails & ~(unsigned)(CAUSE_USER | CAUSE_TYPE)) | CAUSE_ALLOC;
    return fails;
}
