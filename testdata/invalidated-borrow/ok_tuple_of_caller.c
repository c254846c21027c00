/* A tuple does not change, and the caller keeps this one. */
#include <Python.h>

static PyObject *
apply(PyObject *self, PyObject *args)
{
    if (PyTuple_GET_SIZE(args) < 2) {
        PyErr_SetString(PyExc_TypeError, "two arguments");
        return NULL;
    }
    PyObject *function = PyTuple_GET_ITEM(args, 0);
    PyObject *value = PyTuple_GET_ITEM(args, 1);
    PyObject *r = PyObject_CallFunctionObjArgs(function, value, NULL);
    if (r == NULL)
        return NULL;
    Py_DECREF(r);
    return PyObject_Repr(value);
}

static PyMethodDef methods[] = {
    {"apply", apply, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
