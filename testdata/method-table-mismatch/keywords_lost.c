/* The row promises keywords, the function never sees them. */
#include <Python.h>

static PyObject *
draw(PyObject *self, PyObject *args)
{
    return PyLong_FromLong(PyTuple_GET_SIZE(args));
}

PyMethodDef draw_methods[] = {
    {"draw", draw, METH_VARARGS | METH_KEYWORDS, NULL}, // WARN method-table-mismatch "keywords"
    {NULL, NULL, 0, NULL},
};
