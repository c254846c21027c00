/* The message has no place for the name. */
#include <Python.h>

int
refuse(const char *name, Py_ssize_t limit)
{
    PyErr_Format(PyExc_ValueError, "name is longer than %zd", limit, name); // WARN build-format-mismatch "takes 1 argument, but 2 are given"
    return -1;
}
