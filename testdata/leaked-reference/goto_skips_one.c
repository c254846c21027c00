/* The clean-up label releases `key` and forgets `values`. */
#include <Python.h>

static PyObject *
collect(PyObject *mapping, const char *name)
{
    PyObject *key = NULL, *values = NULL, *result = NULL;

    key = PyUnicode_FromString(name);
    if (key == NULL)
        goto error;
    values = PySequence_List(mapping);
    if (values == NULL)
        goto error;
    if (PyList_Append(values, key) < 0)
        goto error;
    result = PyList_AsTuple(values);
    if (result == NULL)
        goto error;
    Py_DECREF(values);
    Py_DECREF(key);
    return result;

error:
    Py_XDECREF(key);
    return NULL; // WARN leaked-reference "'values'"
}

PyObject *
collect_default(PyObject *mapping)
{
    return collect(mapping, "default");
}

// RUN collect_default({"a": 1})
