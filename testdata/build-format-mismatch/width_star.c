/* Widths and precisions from arguments are new in 3.12. */
// PYTHON <3.12
#include <Python.h>

PyObject *
clipped(const char *text, int n)
{
    return PyErr_Format(PyExc_ValueError, "%.*s", n, text); // WARN build-format-mismatch "no directive"
}
