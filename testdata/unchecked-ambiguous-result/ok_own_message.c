/* Whatever came of it, the exception is replaced. */
#include <Python.h>

static PyObject *
month(PyObject *self, PyObject *arg)
{
    long n = PyLong_AsLong(arg);
    if (n < 1 || n > 12) {
        PyErr_SetString(PyExc_ValueError, "no such month");
        return NULL;
    }
    return PyLong_FromLong(n);
}

static PyMethodDef methods[] = {
    {"month", month, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
