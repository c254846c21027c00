/* The switch has no default. */
#include <Python.h>

static PyObject *
constant(PyObject *self, PyObject *arg)
{
    PyObject *result;
    long which = PyLong_AsLong(arg);
    if (which == -1 && PyErr_Occurred())
        return NULL;
    switch (which) {
    case 0:
        result = PyLong_FromLong(0);
        break;
    case 1:
        result = PyFloat_FromDouble(1.0);
        break;
    }
    return result; // WARN uninitialised-reference "'result' returned"
}

static PyMethodDef methods[] = {
    {"constant", constant, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
