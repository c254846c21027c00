/* The separator before the name of the function is a colon. */
#include <Python.h>

PyObject *
probe(PyObject *self, PyObject *args)
{
    PyObject *o;
    int depth = 0;
    if (!PyArg_ParseTuple(args, "O|i_probe", &o, &depth)) // WARN parse-format-mismatch "'_' is no format unit"
        return NULL;
    return PyLong_FromLong(depth);
}
