/* The test for NULL hides in a function. */
#include <Python.h>

static int
failed(PyObject *o)
{
    return o == NULL || PyErr_Occurred() != NULL;
}

static int
is_good(const PyObject *o)
{
    return o != NULL;
}

PyObject *
right(PyObject *a)
{
    PyObject *s = PyObject_Str(a);
    if (failed(s)) {
        Py_XDECREF(s);
        return NULL;
    }
    PyObject *r = PyObject_Repr(s);
    if (!is_good(r)) {
        Py_DECREF(s);
        return NULL;
    }
    Py_DECREF(s);
    return r;
}
