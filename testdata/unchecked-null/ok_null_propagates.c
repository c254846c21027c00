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
    return Py_BuildValue("(NN)", name_of(a), name_of(b));
}
