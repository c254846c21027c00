/* A getter for a field that may still be empty. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *name;
} Item;

static PyObject *
Item_get_name(Item *self, void *closure)
{
    if (self->name == NULL)
        Py_RETURN_NONE;
    Py_INCREF(self->name);
    return self->name;
}

static PyGetSetDef Item_getset[] = {
    {"name", (getter)Item_get_name, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

PyTypeObject Item_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "items.Item",
    .tp_basicsize = sizeof(Item),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_getset = Item_getset,
};
