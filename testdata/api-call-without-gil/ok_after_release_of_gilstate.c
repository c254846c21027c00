/* The GIL was there before, or is taken again. */
#include <Python.h>

void
log_call(PyObject *callback)
{
    PyObject *name = PyObject_Str(callback);
    if (name == NULL) {
        PyErr_WriteUnraisable(callback);
        return;
    }
    PyGILState_STATE gil = PyGILState_Ensure();
    PyObject *result = PyObject_CallFunctionObjArgs(callback, name, NULL);
    if (result == NULL)
        PyErr_WriteUnraisable(callback);
    Py_XDECREF(result);
    PyGILState_Release(gil);
    Py_DECREF(name);
}

void
twice(PyObject *callback)
{
    PyGILState_STATE gil = PyGILState_Ensure();
    PyObject *result = PyObject_CallObject(callback, NULL);
    if (result == NULL)
        PyErr_WriteUnraisable(callback);
    PyGILState_Release(gil);
    gil = PyGILState_Ensure();
    Py_XDECREF(result);
    PyGILState_Release(gil);
}

static PyObject *
method(PyObject *self, PyObject *args)
{
    PyGILState_STATE gil = PyGILState_Ensure();
    Py_INCREF(self);
    PyGILState_Release(gil);
    return self;
}

PyMethodDef methods[] = {{"method", method, METH_NOARGS, NULL},
                         {NULL, NULL, 0, NULL}};
