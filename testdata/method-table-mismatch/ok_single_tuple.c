/* A METH_O function that makes sure of its tuple may parse it. */
#include <Python.h>

static PyObject *
restore(PyObject *self, PyObject *state)
{
    int x, y;
    if (!PyTuple_Check(state))
        return PyErr_Format(PyExc_TypeError, "a tuple, please");
    if (!PyArg_ParseTuple(state, "ii", &x, &y))
        return NULL;
    return PyLong_FromLong(x - y);
}

PyMethodDef state_methods[] = {
    {"__setstate__", restore, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
