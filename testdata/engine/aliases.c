/* Two variables for one reference. */
#include <Python.h>

PyObject *
right(PyObject *o, int wanted)
{
    PyObject *s = PyObject_Str(o), *result = NULL;
    if (s == NULL)
        return NULL;
    if (wanted) {
        result = s;
        s = NULL;
    }
    Py_XDECREF(s);
    if (result == NULL)
        PyErr_SetString(PyExc_ValueError, "not wanted");
    return result;
}

PyObject *
wrong(PyObject *o, int wanted)
{
    PyObject *s = PyObject_Str(o), *result = NULL;
    if (s == NULL)
        return NULL;
    if (wanted)
        result = s;
    if (result == NULL)
        PyErr_SetString(PyExc_ValueError, "not wanted");
    return result; // WARN leaked-reference "'s'"
}
