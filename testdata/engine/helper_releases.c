/* A helper that releases its argument, used well and used badly. */
#include <Python.h>

static int
close_it(PyObject *file)
{
    PyObject *r = PyObject_CallMethod(file, "close", NULL);
    Py_XDECREF(r);
    Py_DECREF(file);
    return r == NULL ? -1 : 0;
}

int
wrong(PyObject *opener)
{
    PyObject *f = PyObject_CallObject(opener, NULL);
    if (f == NULL)
        return -1;
    int rc = close_it(f);
    Py_DECREF(f); // WARN excess-release "'f'"
    return rc;
}

int
right(PyObject *opener)
{
    PyObject *f = PyObject_CallObject(opener, NULL);
    return f == NULL ? -1 : close_it(f);
}
