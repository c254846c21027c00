/* Py_CLEAR() looks itself. */
#include <Python.h>

static PyObject *last;

void
forget_last(PyObject *o)
{
    PyObject *s = PyObject_Repr(o);
    if (s == NULL)
        PyErr_Clear();
    Py_CLEAR(s);
    Py_CLEAR(last);
}
