/* A helper that fails with NULL gives an object though it has raised. */
#include <Python.h>

#include <math.h>

typedef struct {
    PyObject_HEAD
    double number;
    int size;
} Thing;

static PyObject *
as_float(Thing *self)
{
    PyObject *r = PyFloat_FromDouble(self->number);
    if (r == NULL)
        return NULL;
    if (isinf(self->number))
        PyErr_SetString(PyExc_OverflowError, "too large");
    return r; // WARN result-with-exception "success returned with an exception set by PyErr_SetString()"
}

static PyObject *
with_size(Thing *self, PyObject *name)
{
    PyObject *r = PyDict_New();
    if (r == NULL)
        return NULL;
    PyObject *size = PyLong_FromLong(self->size);
    if (size == NULL) {
        Py_DECREF(r);
        return NULL;
    }
    PyDict_SetItem(r, name, size);
    Py_DECREF(size);
    return r; // WARN result-with-exception "exception set by PyDict_SetItem()"
}

static PyObject *
thing_float(Thing *self, PyObject *unused)
{
    return as_float(self);
}

static PyObject *
thing_size(Thing *self, PyObject *name)
{
    PyObject *r = with_size(self, name);
    if (r == NULL)
        return NULL;
    Py_DECREF(r);
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"float", (PyCFunction)thing_float, METH_NOARGS, NULL},
    {"size", (PyCFunction)thing_size, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
