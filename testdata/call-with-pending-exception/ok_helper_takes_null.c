/* The helper passes the failure of its argument on. */
#include <Python.h>

static PyObject *
as_text(PyObject *o)
{
    if (o == NULL)
        return NULL;
    PyObject *s = PyObject_Str(o);
    Py_DECREF(o);
    return s;
}

static PyObject *
version(PyObject *self, PyObject *ignored)
{
    return as_text(PyObject_GetAttrString(self, "version"));
}

static PyMethodDef methods[] = {
    {"version", version, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
