/* The helper releases its argument when it fails, and only then. */
#include <Python.h>

static int
check(PyObject *item)
{
    if (PyUnicode_Check(item))
        return 0;
    PyErr_SetString(PyExc_TypeError, "str expected");
    Py_DECREF(item);
    return -1;
}

int
right(PyObject *o)
{
    PyObject *s = PyObject_CallObject(o, NULL);
    if (s == NULL)
        return -1;
    if (check(s) < 0)
        return -1;
    Py_DECREF(s);
    return 0;
}

int
wrong(PyObject *o)
{
    PyObject *s = PyObject_CallObject(o, NULL);
    if (s == NULL)
        return -1;
    int rc = check(s);
    Py_DECREF(s); // WARN excess-release "'s'"
    return rc;
}

int
leaks(PyObject *o)
{
    PyObject *s = PyObject_CallObject(o, NULL);
    if (s == NULL)
        return -1;
    return check(s); // WARN leaked-reference "'s'"
}
