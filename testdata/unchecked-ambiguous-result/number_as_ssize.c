/* An index that is no integer becomes -1. */
#include <Python.h>

static PyObject *
at(PyObject *self, PyObject *args)
{
    PyObject *text, *where;
    if (!PyArg_ParseTuple(args, "UO", &text, &where))
        return NULL;
    Py_ssize_t i = PyNumber_AsSsize_t(where, PyExc_IndexError);
    return Py_BuildValue("n", i < 0 ? i + 10 : i); // WARN unchecked-ambiguous-result "PyNumber_AsSsize_t()"
}

static PyMethodDef methods[] = {
    {"at", at, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
