/* A set is copied with the hashes that it has; a list has none. */
#include <Python.h>

PyObject *
frozen_pair(PyObject *self, PyObject *item)
{
    PyObject *seen = PySet_New(NULL), *pair = NULL;
    if (seen == NULL || PySet_Add(seen, item) < 0) {
        Py_XDECREF(seen);
        return NULL;
    }
    PyObject *a = PyFrozenSet_New(seen);
    PyObject *b = PyFrozenSet_New(seen); // RARE call-with-pending-exception
    if (a != NULL && b != NULL)
        pair = PyTuple_Pack(2, a, b);
    Py_XDECREF(a);
    Py_XDECREF(b);
    Py_DECREF(seen);
    return pair;
}

PyObject *
frozen_items(PyObject *self, PyObject *args)
{
    PyObject *list, *pair = NULL;
    if (!PyArg_ParseTuple(args, "O!", &PyList_Type, &list))
        return NULL;
    PyObject *a = PyFrozenSet_New(list);
    PyObject *b = PyFrozenSet_New(list); // WARN call-with-pending-exception "is called while"
    if (a != NULL && b != NULL)
        pair = PyTuple_Pack(2, a, b);
    Py_XDECREF(a);
    Py_XDECREF(b);
    return pair;
}

PyMethodDef methods[] = {{"pair", frozen_pair, METH_O, NULL},
                         {"items", frozen_items, METH_VARARGS, NULL},
                         {NULL, NULL, 0, NULL}};
