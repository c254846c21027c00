/* The least is more than the most. */
#include <Python.h>

PyObject *
swap(PyObject *self, PyObject *args)
{
    PyObject *a = NULL, *b = NULL;
    if (!PyArg_UnpackTuple(args, "swap", 2, 1, &a, &b)) // WARN parse-format-mismatch "minimum"
        return NULL;
    return PyBool_FromLong(a == b);
}
