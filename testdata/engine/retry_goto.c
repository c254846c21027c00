/* A loop made of goto. */
#include <Python.h>

PyObject *
right(PyObject *o)
{
    int tries = 0;
    PyObject *r;
again:
    r = PyObject_CallMethod(o, "try_once", NULL);
    if (r == Py_None && tries++ < 3) {
        Py_DECREF(r);
        goto again;
    }
    return r;
}

PyObject *
wrong(PyObject *o)
{
    int tries = 0;
    PyObject *r;
again:
    r = PyObject_CallMethod(o, "try_once", NULL); // WARN leaked-reference "'r'"
    if (r != NULL && PyLong_Check(r) && tries++ < 3)
        goto again;
    return r;
}
