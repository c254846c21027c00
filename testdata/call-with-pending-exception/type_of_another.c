/* That one object is a number says nothing of the other, and that it was
 * asked for says nothing where the answer was no.
 */
#include <Python.h>

static PyObject *
scale_pair(PyObject *self, PyObject *args)
{
    PyObject *a, *b;
    double x = 0;
    if (!PyArg_ParseTuple(args, "OO", &a, &b))
        return NULL;
    if (PyFloat_Check(a))
        x = PyFloat_AsDouble(b);
    return PyObject_CallMethod(self, "scale", "d", x); // WARN call-with-pending-exception
}

static PyObject *
scale_one(PyObject *self, PyObject *a)
{
    double x = 1;
    if (!PyFloat_Check(a))
        x = PyFloat_AsDouble(a);
    return PyObject_CallMethod(self, "scale", "d", x); // WARN call-with-pending-exception
}

PyMethodDef methods[] = {
    {"pair", scale_pair, METH_VARARGS, NULL},
    {"one", scale_one, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
