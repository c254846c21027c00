/* '$' is for functions that take keywords. */
#include <Python.h>

PyObject *
crop(PyObject *self, PyObject *args)
{
    int x, y = 0;
    if (!PyArg_ParseTuple(args, "i|$i", &x, &y)) // WARN parse-format-mismatch "'$'"
        return NULL;
    return PyLong_FromLong(x - y);
}
