/* 'd' stores a double, the variable is a float. */
#include <Python.h>

PyObject *
scale(PyObject *self, PyObject *args)
{
    float factor;
    if (!PyArg_ParseTuple(args, "d", &factor)) // WARN parse-format-mismatch "double"
        return NULL;
    return PyFloat_FromDouble(factor * 2);
}
