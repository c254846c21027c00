/* One test for several conversions. */
#include <Python.h>

static PyObject *
middle(PyObject *self, PyObject *arg)
{
    double x = PyFloat_AsDouble(arg);
    x = x / 2;
    if (PyErr_Occurred())
        return NULL;
    return PyFloat_FromDouble(x);
}

static PyMethodDef methods[] = {
    {"middle", middle, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
