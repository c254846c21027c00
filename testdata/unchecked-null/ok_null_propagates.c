/* Py_BuildValue() hands a NULL on as its own failure, and the other object
 * is released. */
#include <Python.h>

static PyObject *
name_of(PyObject *o)
{
    return PyObject_GetAttrString(o, "__name__");
}

PyObject *
names(PyObject *a, PyObject *b)
{
    PyObject *first = name_of(a);
    if (first == NULL)
        return NULL;
    return Py_BuildValue("(NN)", first, name_of(b));
}

// RUN name_of(print)
