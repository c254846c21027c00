/* One struct on the stack that a helper fills anew in each round. */
#include <Python.h>

typedef struct {
    PyObject *pair, *key;
} Item;

static int
next_item(PyObject *it, Item *out)
{
    PyObject *pair = PyIter_Next(it);
    if (pair == NULL)
        return PyErr_Occurred() ? -1 : 0;
    PyObject *key = PySequence_GetItem(pair, 0);
    if (key == NULL) {
        Py_DECREF(pair);
        return -1;
    }
    out->pair = pair;
    out->key = key;
    return 1;
}

Py_ssize_t
count_true(PyObject *it)
{
    Py_ssize_t n = 0;
    int more, yes;
    Item item;
    while ((more = next_item(it, &item)) > 0) {
        yes = PyObject_IsTrue(item.key);
        Py_DECREF(item.key);
        Py_DECREF(item.pair);
        if (yes < 0)
            return -1;
        n += yes;
    }
    return more < 0 ? -1 : n;
}
