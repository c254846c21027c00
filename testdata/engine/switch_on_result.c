/* A status with three values. */
#include <Python.h>

PyObject *
right(PyObject *set, PyObject *o)
{
    PyObject *key = PyObject_Str(o);
    if (key == NULL)
        return NULL;
    switch (PySet_Contains(set, key)) {
    case 1:
        return key;
    case 0:
        Py_DECREF(key);
        Py_RETURN_NONE;
    default:
        Py_DECREF(key);
        return NULL;
    }
}

PyObject *
wrong(PyObject *set, PyObject *o)
{
    PyObject *key = PyObject_Str(o);
    if (key == NULL)
        return NULL;
    int found = PySet_Contains(set, key);
    if (found == 1)
        return key;
    if (found == 0)
        Py_RETURN_NONE; // WARN leaked-reference "'key'"
    Py_DECREF(key);
    return NULL;
}
