/* Helpers whose callers look for the exception, or that give it. */
#include <Python.h>

/* Whether there is one, the caller asks. */
static PyObject *
first(PyObject *items)
{
    PyObject *r = PyList_New(0);
    if (r == NULL)
        return NULL;
    if (PyList_Append(r, items) < 0)
        return r;
    return r;
}

static PyObject *
show(PyObject *self, PyObject *items)
{
    PyObject *r = first(items);
    if (PyErr_Occurred())
        Py_CLEAR(r);
    return r;
}

/* All that it gives goes with an exception. */
static PyObject *
raise(PyObject *type, PyObject *text)
{
    PyObject *e = PyObject_CallFunctionObjArgs(type, text, NULL);
    if (e == NULL)
        return NULL;
    PyErr_SetObject(type, e);
    return e;
}

static PyObject *
fail(PyObject *self, PyObject *text)
{
    PyObject *e = raise(PyExc_ValueError, text);
    Py_XDECREF(e);
    return NULL;
}

static PyMethodDef methods[] = {
    {"show", show, METH_O, NULL},
    {"fail", fail, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
