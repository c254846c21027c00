/* A bool is a small integer. */
#include <Python.h>

static PyObject *
as_int(PyObject *self, PyObject *arg)
{
    if (!PyBool_Check(arg)) {
        PyErr_SetString(PyExc_TypeError, "bool expected");
        return NULL;
    }
    return PyLong_FromLong(PyLong_AsLong(arg));
}

static PyMethodDef methods[] = {
    {"as_int", as_int, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

