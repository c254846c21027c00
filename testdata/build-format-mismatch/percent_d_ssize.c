/* '%d' is an int, a length is not. */
#include <Python.h>

PyObject *
item(PyObject *self, Py_ssize_t i)
{
    if (i >= PyTuple_GET_SIZE(self)) {
        PyErr_Format(PyExc_IndexError, "no item %d", i); // WARN build-format-mismatch "'%d'"
        return NULL;
    }
    return PySequence_GetItem(self, i);
}
