/* An object where characters are wanted. */
#include <Python.h>

PyObject *
greet(PyObject *name)
{
    return PyUnicode_FromFormat("hello %s", name); // WARN build-format-mismatch "'%s'"
}
