/* Flags left out are zero: the old calling convention, long gone. */
#include <Python.h>

static PyObject *
ping(PyObject *self, PyObject *args)
{
    return PyLong_FromLong(PyTuple_GET_SIZE(args));
}

PyMethodDef ping_methods[] = {
    {.ml_name = "ping", .ml_meth = ping}, // WARN method-table-mismatch "the flags 0"
    {NULL},
};
