/* METH_O passes the argument itself. */
#include <Python.h>

static PyObject *
restore(PyObject *self, PyObject *arg)
{
    long count, owner;
    if (!PyArg_ParseTuple(arg, "ll:restore", &count, &owner)) // WARN method-table-mismatch "is no tuple"
        return NULL;
    return PyLong_FromLong(count + owner);
}

PyMethodDef lock_methods[] = {
    {"_restore", restore, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
