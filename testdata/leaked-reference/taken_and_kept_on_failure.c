/* Helpers that take a reference to their argument for as long as they work
 * with it: one way out forgets to give it back. */
#include <Python.h>

static int
remember(PyObject *table, PyObject *value)
{
    PyObject *key;

    Py_INCREF(value);
    key = PyObject_Repr(value);
    if (key == NULL)
        return -1;   // WARN leaked-reference "'value'"
    if (PyDict_SetItem(table, key, value) < 0) {
        Py_DECREF(key);
        Py_DECREF(value);
        return -1;
    }
    Py_DECREF(key);
    Py_DECREF(value);
    return 0;
}

static void
tell(PyObject *listeners, PyObject *value)
{
    PyObject *r;

    Py_INCREF(value);
    if (PyList_GET_SIZE(listeners) == 0)
        return;   // WARN leaked-reference "'value'"
    r = PyObject_CallFunctionObjArgs(PyList_GET_ITEM(listeners, 0), value,
                                     NULL);
    if (r == NULL)
        PyErr_WriteUnraisable(listeners);
    Py_XDECREF(r);
    Py_DECREF(value);
}

int
change(PyObject *table, PyObject *listeners, PyObject *value)
{
    tell(listeners, value);
    return remember(table, value);
}
