/* A helper gives the same string, without a reference, or a new one.  What
   its callers ask before, they ask for other reasons. */
#include <Python.h>

static PyObject *
pad(PyObject *s, Py_ssize_t n)
{
    if (PyUnicode_GET_LENGTH(s) >= n)
        return s;
    return PyUnicode_FromFormat("%U    ", s);
}

static PyObject *
padded(PyObject *self, PyObject *s)
{
    if (!PyUnicode_Check(s)) {
        PyErr_SetString(PyExc_TypeError, "not a string");
        return NULL;
    }
    return pad(s, 10); // WARN returned-borrowed-reference "'s'"
}

static PyObject *
padded_by_kind(PyObject *self, PyObject *s)
{
    if (!PyUnicode_Check(s))
        Py_RETURN_NONE;
    switch (PyUnicode_KIND(s)) {
    case PyUnicode_1BYTE_KIND:
        return pad(s, 10); // WARN returned-borrowed-reference "'s'"
    case PyUnicode_2BYTE_KIND:
        return pad(s, 20); // WARN returned-borrowed-reference "'s'"
    }
    Py_RETURN_NONE;
}

static PyObject *
padded_length(PyObject *self, PyObject *s)
{
    if (!PyUnicode_Check(s))
        Py_RETURN_NONE;
    PyObject *p = pad(s, 12);
    if (p == NULL)
        return NULL;
    Py_ssize_t n = PyUnicode_GET_LENGTH(p);
    Py_DECREF(p); // WARN excess-release "'p'"
    return PyLong_FromSsize_t(n);
}

PyMethodDef pad_methods[] = {
    {"padded", padded, METH_O, NULL},
    {"padded_by_kind", padded_by_kind, METH_O, NULL},
    {"padded_length", padded_length, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
