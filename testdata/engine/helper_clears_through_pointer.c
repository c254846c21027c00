/* The helper releases what the variable holds and empties it. */
#include <Python.h>

static void
drop(PyObject **p)
{
    PyObject *old = *p;
    *p = NULL;
    Py_XDECREF(old);
}

int
right(PyObject *o)
{
    PyObject *s = PyObject_Str(o);
    if (s == NULL)
        return -1;
    drop(&s);
    drop(&s);
    return s == NULL;
}

Py_ssize_t
wrong(PyObject *o)
{
    PyObject *s = PyObject_Str(o);
    PyObject *alias = s;
    if (s == NULL)
        return -1;
    drop(&s);
    return PyUnicode_GetLength(alias); // WARN use-after-release "'alias'"
}
