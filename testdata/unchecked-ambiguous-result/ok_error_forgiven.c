/* An error means the default. */
#include <Python.h>

static PyObject *
timeout(PyObject *self, PyObject *arg)
{
    double t = PyFloat_AsDouble(arg);
    if (t == -1.0 && PyErr_Occurred()) {
        PyErr_Clear();
        t = 30.0;
    }
    return PyFloat_FromDouble(t);
}

static PyMethodDef methods[] = {
    {"timeout", timeout, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
