/* A destructor that ends in the destructor of the base, which stands in a
 * table itself. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *type;
} DataObject;

typedef struct {
    DataObject base;
    PyObject *owner;
} OwnerObject;

static void
data_dealloc(DataObject *self)
{
    Py_XDECREF(self->type);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static void
owner_dealloc(OwnerObject *self)
{
    Py_XDECREF(self->owner);
    data_dealloc((DataObject *)self);
}

PyTypeObject Data_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "store.Data",
    .tp_basicsize = sizeof(DataObject),
    .tp_dealloc = (destructor)data_dealloc,
};

PyTypeObject Owner_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "store.Owner",
    .tp_basicsize = sizeof(OwnerObject),
    .tp_dealloc = (destructor)owner_dealloc,
};
