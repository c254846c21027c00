/* The helper sets its out-parameter also when it fails. */
#include <Python.h>

static int
lookup(PyObject *map, const char *key, PyObject **value)
{
    *value = PyMapping_GetItemString(map, key);
    if (*value == NULL) {
        if (!PyErr_ExceptionMatches(PyExc_KeyError))
            return -1;
        PyErr_Clear();
        return 0;
    }
    return 1;
}

PyObject *
get(PyObject *map)
{
    PyObject *value;
    if (lookup(map, "x", &value) < 0)
        return NULL;
    if (value == NULL)
        Py_RETURN_NONE;
    return value;
}

// RUN get({"a": 1, "b": 2})
