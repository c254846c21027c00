/* What a helper gives away for its caller is gone for the caller. */
#include <Python.h>

static void
put(PyObject *tuple, Py_ssize_t i, PyObject *item)
{
    PyTuple_SET_ITEM(tuple, i, item);
}

PyObject *
wrong(PyObject *o)
{
    PyObject *t = PyTuple_New(1);
    if (t == NULL)
        return NULL;
    PyObject *s = PyObject_Str(o);
    if (s == NULL) {
        Py_DECREF(t);
        return NULL;
    }
    put(t, 0, s);
    Py_DECREF(s); // WARN stolen-reference-misuse "'s'"
    return t;
}

PyObject *
right(PyObject *o)
{
    PyObject *t = PyTuple_New(1);
    if (t == NULL)
        return NULL;
    PyObject *s = PyObject_Str(o);
    if (s == NULL) {
        Py_DECREF(t);
        return NULL;
    }
    put(t, 0, s);
    return t;
}
