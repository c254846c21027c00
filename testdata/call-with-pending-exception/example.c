/* The message is made although the first call may have failed. */
#include <Python.h>

static PyObject *
describe(PyObject *self, PyObject *o)
{
    PyObject *name = PyObject_GetAttrString(o, "name");
    PyObject *size = PyObject_GetAttrString(o, "size"); // WARN call-with-pending-exception "PyObject_GetAttrString() is called while an exception is set by PyObject_GetAttrString()"
    PyObject *both = NULL;
    if (name != NULL && size != NULL)
        both = PyTuple_Pack(2, name, size);
    Py_XDECREF(name);
    Py_XDECREF(size);
    return both;
}

static PyMethodDef methods[] = {
    {"describe", describe, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
