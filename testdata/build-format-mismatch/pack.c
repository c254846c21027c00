/* PyTuple_Pack() believes its first argument. */
#include <Python.h>

PyObject *
triple(PyObject *a, PyObject *b)
{
    return PyTuple_Pack(3, a, b); // WARN build-format-mismatch "takes 3 arguments, but 2 are given"
}
