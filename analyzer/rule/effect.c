/* What Python code a call runs, for the prose: PyObject_Str(a) runs
 * a.__str__().  Nothing is decided by this table. */
#include "inside.h"

#include <string.h>

static const struct {
    const char *call, *method;
} effects[] = {
    {"PyIter_Next", "__next__"},
    {"PyMapping_GetItemString", "__getitem__"},
    {"PyMapping_Items", "items"},
    {"PyMapping_Keys", "keys"},
    {"PyMapping_Length", "__len__"},
    {"PyMapping_Size", "__len__"},
    {"PyMapping_Values", "values"},
    {"PyNumber_Absolute", "__abs__"},
    {"PyNumber_Add", "__add__"},
    {"PyNumber_And", "__and__"},
    {"PyNumber_AsSsize_t", "__index__"},
    {"PyNumber_FloorDivide", "__floordiv__"},
    {"PyNumber_Float", "__float__"},
    {"PyNumber_Index", "__index__"},
    {"PyNumber_Long", "__int__"},
    {"PyNumber_Multiply", "__mul__"},
    {"PyNumber_Negative", "__neg__"},
    {"PyNumber_Or", "__or__"},
    {"PyNumber_Remainder", "__mod__"},
    {"PyNumber_Subtract", "__sub__"},
    {"PyNumber_TrueDivide", "__truediv__"},
    {"PyObject_ASCII", "__repr__"},
    {"PyObject_Bytes", "__bytes__"},
    {"PyObject_Call", "__call__"},
    {"PyObject_CallFunction", "__call__"},
    {"PyObject_CallFunctionObjArgs", "__call__"},
    {"PyObject_CallNoArgs", "__call__"},
    {"PyObject_CallObject", "__call__"},
    {"PyObject_CallOneArg", "__call__"},
    {"PyObject_DelItem", "__delitem__"},
    {"PyObject_Dir", "__dir__"},
    {"PyObject_Format", "__format__"},
    {"PyObject_GetAttr", "__getattribute__"},
    {"PyObject_GetAttrString", "__getattribute__"},
    {"PyObject_GetItem", "__getitem__"},
    {"PyObject_GetIter", "__iter__"},
    {"PyObject_Hash", "__hash__"},
    {"PyObject_IsTrue", "__bool__"},
    {"PyObject_Length", "__len__"},
    {"PyObject_Not", "__bool__"},
    {"PyObject_Repr", "__repr__"},
    {"PyObject_RichCompare", "__eq__"},
    {"PyObject_RichCompareBool", "__eq__"},
    {"PyObject_SetAttr", "__setattr__"},
    {"PyObject_SetAttrString", "__setattr__"},
    {"PyObject_SetItem", "__setitem__"},
    {"PyObject_Size", "__len__"},
    {"PyObject_Str", "__str__"},
    {"PyObject_Vectorcall", "__call__"},
    {"PySequence_Contains", "__contains__"},
    {"PySequence_Fast", "__iter__"},
    {"PySequence_GetItem", "__getitem__"},
    {"PySequence_Length", "__len__"},
    {"PySequence_List", "__iter__"},
    {"PySequence_SetItem", "__setitem__"},
    {"PySequence_Size", "__len__"},
    {"PySequence_Tuple", "__iter__"},
    {"PyFloat_AsDouble", "__float__"},
    {"PyLong_AsInt", "__index__"},
    {"PyLong_AsLong", "__index__"},
    {"PyLong_AsLongLong", "__index__"},
};

static const char *
effect_method(const char *call)
{
    for (size_t i = 0; i < sizeof effects / sizeof *effects; i++)
        if (strcmp(effects[i].call, call) == 0)
            return effects[i].method;
    return NULL;
}

bool
prose_python_effect(struct text *out, const struct step *s)
{
    const struct op *op = s->op;
    if (op->kind != OP_CALL || op->callee == NULL || op->n_args == 0)
        return false;
    const char *method = effect_method(op->callee);
    struct text self = {.keep = out->keep};
    if (method == NULL || !expr_operand(&self, s->func, op, &op->args[0]))
        return false;
    text_printf(out, "%s.%s()", text_str(&self), method);
    return true;
}
