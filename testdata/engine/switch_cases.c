/* Cases, fall through and default. */
#include <Python.h>

PyObject *
right(PyObject *o, int mode)
{
    PyObject *r = NULL;
    switch (mode) {
    case 0:
        r = PyObject_Str(o);
        break;
    case 1:
    case 2:
        r = PyObject_Repr(o);
        break;
    default:
        PyErr_SetString(PyExc_ValueError, "mode");
    }
    return r;
}

int
wrong(PyObject *o, int mode)
{
    PyObject *r = PyObject_Repr(o);
    if (r == NULL)
        return -1;
    switch (mode) {
    case 0:
        Py_DECREF(r);
        return 0;
    case 1:
        break;
    case 2:
        return 2; // WARN leaked-reference "'r'"
    default:
        Py_CLEAR(r);
    }
    Py_XDECREF(r);
    return mode;
}
