/* The usual test. */
#include <Python.h>

static PyObject *
negate(PyObject *self, PyObject *arg)
{
    long long n = PyLong_AsLongLong(arg);
    if (n == -1 && PyErr_Occurred())
        return NULL;
    return PyLong_FromLongLong(-n);
}

static PyMethodDef methods[] = {
    {"negate", negate, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

// RUN negate(7)
// RUN negate("x")
