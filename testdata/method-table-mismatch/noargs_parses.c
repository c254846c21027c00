/* METH_NOARGS passes NULL. */
#include <Python.h>

static PyObject *
flush(PyObject *self, PyObject *args)
{
    int hard = 0;
    if (!PyArg_ParseTuple(args, "|i", &hard)) // WARN method-table-mismatch "always NULL" WARN unchecked-null
        return NULL;
    return PyLong_FromLong(hard);
}

PyMethodDef flush_methods[] = {
    {"flush", flush, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
