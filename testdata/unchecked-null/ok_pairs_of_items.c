/* The items of a dict are pairs. */
#include <Python.h>

PyObject *
join_items(PyObject *self, PyObject *dict)
{
    PyObject *items = PyDict_Items(dict);
    PyObject *out = PyList_New(0);
    if (items == NULL || out == NULL)
        goto error;
    for (Py_ssize_t i = 0; i < PyList_Size(items); i++) {
        PyObject *pair = PyList_GetItem(items, i);
        if (pair == NULL)
            goto error;
        PyObject *key = PyTuple_GetItem(pair, 0);
        PyObject *value = PyTuple_GetItem(pair, 1);
        if (!PyUnicode_Check(key) || !PyUnicode_Check(value))
            continue;
        if (PyList_Append(out, key) < 0 || PyList_Append(out, value) < 0)
            goto error;
    }
    Py_DECREF(items);
    return out;
error:
    Py_XDECREF(items);
    Py_XDECREF(out);
    return NULL;
}

PyMethodDef methods[] = {{"join_items", join_items, METH_O, NULL},
                         {NULL, NULL, 0, NULL}};
