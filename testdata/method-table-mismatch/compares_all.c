/* Comparing with anything else raises, where Python would ask the other
 * operand, and then compare by identity. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    double amount;
} Money;

static PyObject *
money_compare(PyObject *a, PyObject *b, int op)
{
    if (Py_TYPE(a) != Py_TYPE(b)) {
        PyErr_SetString(PyExc_TypeError, "both must be Money");
        return NULL;
    }
    double x = ((Money *)a)->amount, y = ((Money *)b)->amount;
    return PyBool_FromLong(op == Py_EQ ? x == y : x < y);
}

PyTypeObject Money_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "demo.Money",
    .tp_basicsize = sizeof(Money),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_richcompare = money_compare, // DOUBT method-table-mismatch
};
