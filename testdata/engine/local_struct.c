/* References in the fields of a local struct. */
#include <Python.h>

struct pair {
    PyObject *first, *second;
};

int
right(PyObject *o)
{
    struct pair p = {NULL, NULL};
    int rc = -1;
    p.first = PyObject_Str(o);
    if (p.first == NULL)
        goto done;
    p.second = PyObject_Repr(o);
    if (p.second == NULL)
        goto done;
    rc = PyUnicode_Compare(p.first, p.second) == 0;
done:
    Py_XDECREF(p.first);
    Py_XDECREF(p.second);
    return rc;
}

int
wrong(PyObject *o)
{
    struct pair p;
    p.first = PyObject_Str(o);
    if (p.first == NULL)
        return -1;
    p.second = PyObject_Repr(o);
    if (p.second == NULL)
        return -1; // WARN leaked-reference "'p.first'"
    int same = PyUnicode_Compare(p.first, p.second) == 0;
    Py_DECREF(p.first);
    Py_DECREF(p.second);
    return same;
}
