/* Every negative number is refused, with an exception of its own. */
#include <Python.h>

static PyObject *
repeat(PyObject *self, PyObject *arg)
{
    long n = PyLong_AsLong(arg);
    if (n < 0) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_ValueError, "n must not be negative");
        return NULL;
    }
    return PyLong_FromLong(n);
}

static PyMethodDef methods[] = {
    {"repeat", repeat, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
