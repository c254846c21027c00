/* Two results through pointers; all or nothing. */
#include <Python.h>

static int
both(PyObject *o, PyObject **str, PyObject **repr)
{
    *str = PyObject_Str(o);
    if (*str == NULL)
        return -1;
    *repr = PyObject_Repr(o);
    if (*repr == NULL) {
        Py_CLEAR(*str);
        return -1;
    }
    return 0;
}

int
right(PyObject *o)
{
    PyObject *s, *r;
    if (both(o, &s, &r) < 0)
        return -1;
    int same = PyUnicode_Compare(s, r) == 0;
    Py_DECREF(s);
    Py_DECREF(r);
    return same;
}

int
wrong(PyObject *o)
{
    PyObject *s, *r;
    if (both(o, &s, &r) < 0)
        return -1;
    int same = PyUnicode_Compare(s, r) == 0;
    Py_DECREF(s);
    return same; // WARN leaked-reference "'r'"
}
