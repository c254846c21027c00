/* 'n' reads eight bytes, and an int is four. */
#include <Python.h>

PyObject *
make_span(int begin, Py_ssize_t end)
{
    return Py_BuildValue("nn", begin, end); // WARN build-format-mismatch "'n'"
}
