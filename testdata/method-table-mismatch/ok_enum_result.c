/* An enum is an int, and so is the operator of a comparison. */
#include <Python.h>

enum outcome { OUTCOME_ERROR = -1, OUTCOME_OK };

enum operation { OP_LT, OP_LE, OP_EQ, OP_NE, OP_GT, OP_GE };

static enum outcome
set_width(PyObject *self, PyObject *value, void *closure)
{
    return value == NULL ? OUTCOME_OK : OUTCOME_OK;
}

static PyObject *
compare(PyObject *a, PyObject *b, enum operation op)
{
    return PyBool_FromLong((a == b) == (op == OP_EQ));
}

PyType_Slot size_slots[] = {
    {Py_tp_richcompare, compare},
    {0, NULL},
};

PyGetSetDef size_getset[] = {
    {"width", NULL, (setter)set_width, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};
