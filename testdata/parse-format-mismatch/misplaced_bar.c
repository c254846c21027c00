/* '|' inside parentheses. */
#include <Python.h>

PyObject *
line_to(PyObject *self, PyObject *args)
{
    double x, y = 0;
    if (!PyArg_ParseTuple(args, "(d|d)", &x, &y)) // WARN parse-format-mismatch "'|' cannot stand inside parentheses"
        return NULL;
    return PyFloat_FromDouble(x * y);
}
