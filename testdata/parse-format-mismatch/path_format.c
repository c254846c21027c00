/* The format depends on the way: one of the two is wrong. */
#include <Python.h>

PyObject *
read_field(PyObject *self, PyObject *args, int wide)
{
    int value = 0;
    const char *format = wide ? "L" : "i";
    if (!PyArg_ParseTuple(args, format, &value)) // WARN parse-format-mismatch "'L'"
        return NULL;
    return PyLong_FromLong(value);
}
