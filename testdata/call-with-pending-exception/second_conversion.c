/* Conversions run Python code only for objects that are no numbers. */
#include <Python.h>

static PyObject *
ratio(PyObject *self, PyObject *args)
{
    PyObject *a, *b;
    if (!PyArg_ParseTuple(args, "OO", &a, &b))
        return NULL;
    double x = PyFloat_AsDouble(a);
    double y = PyFloat_AsDouble(b); // DOUBT call-with-pending-exception "PyFloat_AsDouble()"
    if ((x == -1.0 || y == -1.0) && PyErr_Occurred())
        return NULL;
    return PyFloat_FromDouble(x / y);
}

static PyMethodDef methods[] = {
    {"ratio", ratio, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
