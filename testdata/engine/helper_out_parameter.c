/* 1 found, 0 missing, -1 failed; the object comes through a pointer. */
#include <Python.h>

static int
get(PyObject *o, const char *name, PyObject **out)
{
    PyObject *v = PyObject_GetAttrString(o, name);
    *out = v;
    if (v != NULL)
        return 1;
    if (!PyErr_ExceptionMatches(PyExc_AttributeError))
        return -1;
    PyErr_Clear();
    return 0;
}

int
right(PyObject *o)
{
    PyObject *v;
    int rc = get(o, "size", &v);
    if (rc <= 0)
        return rc;
    int yes = PyLong_Check(v);
    Py_DECREF(v);
    return yes;
}

int
wrong(PyObject *o)
{
    PyObject *v;
    int rc = get(o, "size", &v);
    if (rc <= 0)
        return rc;
    return PyLong_Check(v); // WARN leaked-reference "'v'"
}
