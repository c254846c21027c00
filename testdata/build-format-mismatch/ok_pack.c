/* As many objects as it says. */
#include <Python.h>

PyObject *
pairs(PyObject *a, PyObject *b)
{
    PyObject *none = PyTuple_Pack(0);
    if (none == NULL)
        return NULL;
    PyObject *both = PyTuple_Pack(3, a, b, none);
    Py_DECREF(none);
    return both;
}
