/* 0 may come with an exception, and the callers know that. */
#include <Python.h>

static int
width_of(PyObject *o)
{
    if (o == NULL)
        return -1;
    PyObject *n = PyObject_GetAttrString(o, "width");
    if (n == NULL)
        return PyErr_ExceptionMatches(PyExc_MemoryError) ? -1 : 0;
    Py_DECREF(n);
    return 0;
}

static PyObject *
width(PyObject *self, PyObject *o)
{
    int n = width_of(o);
    if (PyErr_Occurred())
        return NULL;
    return PyLong_FromLong(n);
}

PyMethodDef methods[] = {
    {"width", width, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
