/* The list is read from its field each time; indices from either end. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *items;
} Bag;

PyObject *
bag_at(Bag *self, Py_ssize_t i)
{
    PyObject *item;
    if (i < 0 || i >= PyList_Size(self->items)) {
        PyErr_SetString(PyExc_IndexError, "no such item");
        return NULL;
    }
    item = PyList_GetItem(self->items, i);
    Py_INCREF(item);
    return item;
}

int
bag_find(Bag *self, PyObject *token)
{
    int i;
    for (i = 0; i < PyList_Size(self->items); i++) {
        PyObject *item = PyList_GetItem(self->items, i);
        if (Py_TYPE(item) == Py_TYPE(token) && item == token)
            return i;
    }
    return -1;
}

PyObject *
bag_last(PyObject *list)
{
    Py_ssize_t size = PyList_Size(list);
    PyObject *item;
    if (size <= 0)
        Py_RETURN_NONE;
    item = PyList_GetItem(list, size - 1);
    Py_INCREF(item);
    return item;
}
