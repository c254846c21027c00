/* What items() of a mapping gives need not be pairs: the way on which the
   second is missing is one that Python code can take. */
#include <Python.h>

PyObject *
first_pair(PyObject *self, PyObject *mapping)
{
    PyObject *key, *value, *pair, *items = PyMapping_Items(mapping);
    if (items == NULL)
        return NULL;
    pair = PySequence_GetItem(items, 0);
    Py_DECREF(items);
    if (pair == NULL)
        return NULL;
    key = PyTuple_GetItem(pair, 0);
    if (key == NULL) {
        Py_DECREF(pair);
        return NULL;
    }
    value = PyTuple_GetItem(pair, 1);
    if (value == NULL) {
        Py_DECREF(key); // WARN excess-release
        Py_DECREF(pair);
        return NULL;
    }
    Py_DECREF(pair);
    return PyLong_FromLong(1);
}

PyMethodDef methods[] = {{"first_pair", first_pair, METH_O, NULL},
                         {NULL, NULL, 0, NULL}};
