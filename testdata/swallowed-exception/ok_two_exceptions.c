/* One of two is forgiven. */
#include <Python.h>

PyObject *
get(PyObject *map, PyObject *key)
{
    PyObject *v = PyObject_GetItem(map, key);
    if (v != NULL)
        return v;
    if (!PyErr_ExceptionMatches(PyExc_KeyError) &&
        !PyErr_ExceptionMatches(PyExc_IndexError))
        return NULL;
    PyErr_Clear();
    Py_RETURN_NONE;
}

