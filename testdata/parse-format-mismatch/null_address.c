/* The value is not wanted, but the parser writes it. */
#include <Python.h>

PyObject *
skip_one(PyObject *self, PyObject *args)
{
    int second;
    if (!PyArg_ParseTuple(args, "ii", (int *)NULL, &second)) // WARN parse-format-mismatch "NULL"
        return NULL;
    return PyLong_FromLong(second);
}
