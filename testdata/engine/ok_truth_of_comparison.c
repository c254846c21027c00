/* The outcome of a comparison is kept in a number and asked later. */
#include <Python.h>

PyObject *
first_or_empty(PyObject *source, int sorted)
{
    PyObject *value = NULL;
    int single = -1;
    if (!sorted) {
        value = PyObject_CallMethod(source, "first", NULL);
        single = value != NULL;
    }
    if (single >= 0) {
        if (single == 0)
            return NULL;
        return value;
    }
    return PyList_New(0);
}
