/* The label releases a list that may not have been made yet. */
#include <Python.h>

PyObject *
keys_and_values(PyObject *dict)
{
    PyObject *keys = NULL, *values = NULL, *result = NULL;
    keys = PyDict_Keys(dict);
    if (keys == NULL)
        goto error;
    values = PyDict_Values(dict);
    if (values == NULL)
        goto error;
    result = PyTuple_Pack(2, keys, values);

error:
    Py_XDECREF(keys);
    Py_DECREF(values); // WARN release-of-null "'values'"
    return result;
}

// RUN keys_and_values({"a": 1, "b": 2})
