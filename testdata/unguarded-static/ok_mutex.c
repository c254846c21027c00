// PYTHON >=3.13
/* Guarded by a mutex. */
#include <Python.h>

static PyMutex guard;
static long calls;

static PyObject *
ping(PyObject *module, PyObject *ignored)
{
    PyMutex_Lock(&guard);
    long n = ++calls;
    PyMutex_Unlock(&guard);
    return PyLong_FromLong(n);
}

PyMethodDef ping_methods[] = {
    {"ping", ping, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
