/* The message is made first. */
#include <Python.h>

int
expect_bytes(PyObject *callable)
{
    PyObject *r = PyObject_CallObject(callable, NULL);
    if (r == NULL)
        return -1;
    if (!PyBytes_Check(r)) {
        PyErr_Format(PyExc_TypeError, "%R is not bytes", r);
        Py_DECREF(r);
        return -1;
    }
    Py_DECREF(r);
    return 0;
}
