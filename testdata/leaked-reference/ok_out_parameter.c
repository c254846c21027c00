/* The caller asked for the object and releases it. */
#include <Python.h>

static int
fetch(PyObject *mapping, PyObject *key, PyObject **out)
{
    *out = PyObject_GetItem(mapping, key);
    if (*out != NULL)
        return 1;
    if (!PyErr_ExceptionMatches(PyExc_KeyError))
        return -1;
    PyErr_Clear();
    return 0;
}

int
is_true_in(PyObject *mapping, PyObject *key)
{
    PyObject *value;
    int found = fetch(mapping, key, &value);
    if (found <= 0)
        return found;
    int truth = PyObject_IsTrue(value);
    Py_DECREF(value);
    return truth;
}
