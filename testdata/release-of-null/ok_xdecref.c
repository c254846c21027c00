/* The X says it: NULL is allowed. */
#include <Python.h>

PyObject *
both(PyObject *a, PyObject *b)
{
    PyObject *x = NULL, *y = NULL, *r = NULL;
    if ((x = PyObject_Str(a)) && (y = PyObject_Str(b)))
        r = PyUnicode_Concat(x, y);
    Py_XDECREF(x);
    Py_XDECREF(y);
    return r;
}

// RUN both("abc", "abc")
