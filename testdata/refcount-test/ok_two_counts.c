// PYTHON >=3.10
/* Two counts against each other. */
#include <Python.h>

PyObject *
rarer(PyObject *a, PyObject *b)
{
    PyObject *one = Py_REFCNT(a) < Py_REFCNT(b) ? a : b;
    Py_INCREF(one);
    return one;
}
