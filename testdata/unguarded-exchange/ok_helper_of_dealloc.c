/* Only tp_dealloc and tp_clear come here. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *items;
} Bag;

static void
bag_empty(Bag *self)
{
    Py_CLEAR(self->items);
}

static void
bag_dealloc(Bag *self)
{
    bag_empty(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Bag_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "bag.Bag",
    .tp_basicsize = sizeof(Bag),
    .tp_dealloc = (destructor)bag_dealloc,
};
