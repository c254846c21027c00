/* A length has no value -1: the test is enough. */
#include <Python.h>

static PyObject *
is_long(PyObject *self, PyObject *arg)
{
    Py_ssize_t n = PyObject_Length(arg);
    if (n == -1)
        return NULL;
    return PyBool_FromLong(n > 100);
}

static PyMethodDef methods[] = {
    {"is_long", is_long, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
