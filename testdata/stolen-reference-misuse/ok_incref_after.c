/* The reference is taken right after it was given away: a common order. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *name;
} Trait;

static PyObject *fallback;

PyObject *
first_of(PyObject *module, PyObject *pair)
{
    PyObject *item, *t = PyTuple_New(2);
    if (t == NULL)
        return NULL;
    PyTuple_SET_ITEM(t, 0, item = PyTuple_GET_ITEM(pair, 0));
    Py_INCREF(item);
    PyTuple_SET_ITEM(t, 1, pair);
    Py_INCREF(pair);
    return t;
}

PyObject *
trait_state(Trait *self, PyObject *unused)
{
    PyObject *t = PyTuple_New(3);
    if (t == NULL)
        return NULL;
    PyTuple_SET_ITEM(t, 0, self->name);
    Py_INCREF(self->name);
    PyTuple_SET_ITEM(t, 1, fallback);
    Py_INCREF(fallback);
    PyTuple_SET_ITEM(t, 2, Py_None);
    Py_INCREF(Py_None);
    return t;
}

PyObject *
looked_up(PyObject *module, PyObject *arg)
{
    PyObject *found = PyDict_GetItem(PyModule_GetDict(module), arg);
    if (found == NULL)
        Py_RETURN_NONE;
    PyObject *list = PyList_New(1);
    if (list == NULL)
        return NULL;
    if (PyList_SetItem(list, 0, found) < 0) {
        Py_INCREF(found);
        Py_DECREF(list);
        return NULL;
    }
    Py_XINCREF(found);
    return list;
}

// RUN first_of((object(), 2))
