/* Both calls are made, both results tested afterwards. */
#include <Python.h>

PyObject *
pair(double a, double b)
{
    PyObject *x = PyFloat_FromDouble(a);
    PyObject *y = PyFloat_FromDouble(b);
    PyObject *t = NULL;
    if (x != NULL && y != NULL)
        t = PyTuple_Pack(2, x, y);
    Py_XDECREF(x);
    Py_XDECREF(y);
    return t;
}
