/* The result is not looked at, only released if there is one. */
#include <Python.h>

PyObject *
notify(PyObject *self, PyObject *listener)
{
    PyObject *result = PyObject_CallObject(listener, NULL);
    Py_XDECREF(result);
    Py_RETURN_NONE; // WARN result-with-exception "PyObject_CallObject()"
}
