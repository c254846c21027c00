/* Labels in reverse order of making. */
#include <Python.h>

PyObject *
right(PyObject *o)
{
    PyObject *a, *b, *c, *r = NULL;
    a = PyObject_Str(o);
    if (a == NULL)
        goto out;
    b = PyObject_Repr(o);
    if (b == NULL)
        goto out_a;
    c = PyObject_ASCII(o);
    if (c == NULL)
        goto out_b;
    r = PyTuple_Pack(3, a, b, c);
    Py_DECREF(c);
out_b:
    Py_DECREF(b);
out_a:
    Py_DECREF(a);
out:
    return r;
}

PyObject *
wrong(PyObject *o)
{
    PyObject *a, *b, *c, *r = NULL;
    a = PyObject_Str(o);
    if (a == NULL)
        goto out;
    b = PyObject_Repr(o);
    if (b == NULL)
        goto out_a;
    c = PyObject_ASCII(o);
    if (c == NULL)
        goto out_a;
    r = PyTuple_Pack(3, a, b, c);
    Py_DECREF(c);
    Py_DECREF(b);
out_a:
    Py_DECREF(a);
out:
    return r; // WARN leaked-reference "'b'"
}
