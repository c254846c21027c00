/* The iterator uses its own tuple again: new items go in, the old ones are
   released. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *result;
    PyObject *source;
} Pairs;

static PyObject *
pairs_next(PyObject *self)
{
    Pairs *p = (Pairs *)self;
    PyObject *item = PyIter_Next(p->source);
    if (item == NULL)
        return NULL;
    PyObject *result = p->result;
    if (Py_REFCNT(result) != 1)
        return item;
    PyObject *old = PyTuple_GET_ITEM(result, 0);
    PyTuple_SET_ITEM(result, 0, item);
    Py_INCREF(result);
    Py_DECREF(old);
    return result;
}

PyTypeObject pairs_type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Pairs",
    .tp_basicsize = sizeof(Pairs),
    .tp_iter = PyObject_SelfIter,
    .tp_iternext = pairs_next,
};
