/* A release at the end of one round meets the error label of the next. */
#include <Python.h>

PyObject *
wrong(PyObject *source, Py_ssize_t n)
{
    PyObject *item = NULL, *list = PyList_New(0);
    if (list == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < n; i++) {
        if (PyErr_CheckSignals() < 0)
            goto error;
        item = PySequence_GetItem(source, i); // STEP 1 "new reference"
        if (item == NULL)
            goto error;
        if (PyList_Append(list, item) < 0)
            goto error;
        Py_DECREF(item);
    }
    return list;
error:
    Py_XDECREF(item); // WARN excess-release "'item'"
    Py_DECREF(list);
    return NULL;
}

PyObject *
right(PyObject *source, Py_ssize_t n)
{
    PyObject *item = NULL, *list = PyList_New(0);
    if (list == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < n; i++) {
        if (PyErr_CheckSignals() < 0)
            goto error;
        item = PySequence_GetItem(source, i);
        if (item == NULL)
            goto error;
        if (PyList_Append(list, item) < 0)
            goto error;
        Py_CLEAR(item);
    }
    return list;
error:
    Py_XDECREF(item);
    Py_DECREF(list);
    return NULL;
}
