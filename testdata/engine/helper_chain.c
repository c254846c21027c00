/* New references through three functions. */
#include <Python.h>

static PyObject *
inner(const char *s)
{
    return PyUnicode_FromString(s);
}

static PyObject *
middle(const char *s)
{
    PyObject *u = inner(s);
    if (u == NULL)
        PyErr_Clear();
    return u;
}

static PyObject *
outer(const char *s)
{
    return s == NULL ? NULL : middle(s);
}

Py_ssize_t
wrong(const char *s)
{
    PyObject *u = outer(s);
    if (u == NULL)
        return 0;
    return PyUnicode_GetLength(u); // WARN leaked-reference "'u'"
}

Py_ssize_t
right(const char *s)
{
    PyObject *u = outer(s);
    Py_ssize_t n = u == NULL ? 0 : PyUnicode_GetLength(u);
    Py_XDECREF(u);
    return n;
}
