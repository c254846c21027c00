/* The usual tp_iter of an iterator, and a tp_iternext that moves its items
 * out. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *tuple;
    Py_ssize_t at;
} Walker;

static PyObject *
Walker_next(Walker *self)
{
    if (self->tuple == NULL || self->at >= PyTuple_GET_SIZE(self->tuple))
        return NULL;
    PyObject *item = PyTuple_GET_ITEM(self->tuple, self->at++);
    Py_INCREF(item);
    return item;
}

PyTypeObject Walker_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "walk.Walker",
    .tp_basicsize = sizeof(Walker),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_iter = PyObject_SelfIter,
    .tp_iternext = (iternextfunc)Walker_next,
};
