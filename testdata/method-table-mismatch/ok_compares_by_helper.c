/* A helper answers for operands of other types, or Python compares. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *key;
} Item;

static PyObject *
decline(void)
{
    Py_RETURN_NOTIMPLEMENTED;
}

static PyObject *
item_compare(PyObject *a, PyObject *b, int op)
{
    if (Py_TYPE(a) != Py_TYPE(b))
        return decline();
    int r = PyObject_RichCompareBool(((Item *)a)->key, ((Item *)b)->key, op);
    return r < 0 ? NULL : PyBool_FromLong(r);
}

static PyObject *
by_key(PyObject *a, PyObject *b, int op)
{
    return PyObject_RichCompare(((Item *)a)->key, b, op);
}

PyType_Slot slots[] = {
    {Py_tp_richcompare, item_compare},
    {0, NULL},
};

PyType_Slot other_slots[] = {
    {Py_tp_richcompare, by_key},
    {0, NULL},
};
