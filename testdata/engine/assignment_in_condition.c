/* Assignments, commas and short circuits in conditions. */
#include <Python.h>

PyObject *
right(PyObject *a, PyObject *b)
{
    PyObject *x, *y = NULL, *r = NULL;
    if ((x = PyObject_Str(a)) != NULL && (y = PyObject_Str(b)) != NULL)
        r = PyUnicode_Concat(x, y);
    Py_XDECREF(x);
    Py_XDECREF(y);
    return r;
}

PyObject *
wrong(PyObject *a, PyObject *b)
{
    PyObject *x, *y;
    if (!(x = PyObject_Str(a)) || !(y = PyObject_Str(b)))
        return NULL; // WARN leaked-reference "'x'"
    PyObject *r = PyUnicode_Concat(x, y);
    Py_DECREF(x), Py_DECREF(y);
    return r;
}
