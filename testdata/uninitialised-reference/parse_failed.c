/* When the parsing fails, the variables are as they were. */
#include <Python.h>

static PyObject *
pair(PyObject *self, PyObject *args)
{
    PyObject *a, *b, *r = NULL;
    if (!PyArg_ParseTuple(args, "OO", &a, &b))
        goto out;
    Py_INCREF(a);
    Py_INCREF(b);
    r = PyTuple_Pack(2, a, b);
out:
    Py_XDECREF(a); // WARN uninitialised-reference "'a' released although it never got a value when PyArg_ParseTuple() fails"
    Py_XDECREF(b); // WARN uninitialised-reference "'b'"
    return r;
}

static PyMethodDef methods[] = {
    {"pair", pair, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
