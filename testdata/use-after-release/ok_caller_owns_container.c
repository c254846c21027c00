/* The item is lent by an argument, which outlives this call. */
#include <Python.h>

int
same_keys(PyObject *a, PyObject *b, PyObject *name)
{
    PyObject *x = PyTuple_GET_ITEM(a, 0);
    PyObject *copy = PyTuple_GetSlice(b, 0, 1);
    if (copy == NULL)
        return -1;
    int same = PyObject_RichCompareBool(x, name, Py_EQ);
    Py_DECREF(copy);
    if (same < 0)
        return -1;
    return same ? PyObject_IsTrue(x) : 0;
}
