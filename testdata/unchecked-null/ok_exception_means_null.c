/* NULL and the exception go together: testing one is testing the other. */
#include <Python.h>

Py_ssize_t
length_of_repr(PyObject *o)
{
    PyObject *r = PyObject_Repr(o);
    if (PyErr_Occurred())
        return -1;
    Py_ssize_t n = PyUnicode_GetLength(r);
    Py_DECREF(r);
    return n;
}
