/* -1 is a good offset, but here it is always an error. */
#include <Python.h>

static PyObject *
seek(PyObject *self, PyObject *arg)
{
    long offset = PyLong_AsLong(arg);
    if (offset == -1)
        return NULL; // WARN unchecked-ambiguous-result "-1 from PyLong_AsLong() taken for an error"
    return PyLong_FromLong(offset * 2);
}

static PyMethodDef methods[] = {
    {"seek", seek, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
