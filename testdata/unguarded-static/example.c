/* A counter of calls. */
#include <Python.h>

static long calls;

static PyObject *
ping(PyObject *module, PyObject *ignored)
{
    calls++; // WARN unguarded-static "'calls'"
    return PyLong_FromLong(calls);
}

PyMethodDef ping_methods[] = {
    {"ping", ping, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
