/* Up to three objects, two addresses. */
#include <Python.h>

PyObject *
replace(PyObject *self, PyObject *args)
{
    PyObject *old, *new = NULL;
    if (!PyArg_UnpackTuple(args, "replace", 1, 3, &old, &new)) // WARN parse-format-mismatch "takes 3 arguments, but 2 are given"
        return NULL;
    return PyBool_FromLong(old == new);
}
