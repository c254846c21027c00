/* The same with a double. */
#include <Python.h>

static PyObject *
scale(PyObject *self, PyObject *arg)
{
    double factor = PyFloat_AsDouble(arg);
    if (factor == -1)
        return NULL; // WARN unchecked-ambiguous-result "PyFloat_AsDouble()"
    return PyFloat_FromDouble(factor * 2);
}

static PyMethodDef methods[] = {
    {"scale", scale, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
