/* Deleting the attribute leaves the pointer to the deleted value. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *tag;
} Item;

static int
item_set_tag(Item *self, PyObject *value, void *Py_UNUSED(closure))
{
    PyObject *old = self->tag;
    if (value == NULL) {
        Py_XDECREF(old); // WARN dangling-field "item_set_tag()"
        return 0;
    }
    Py_INCREF(value);
    self->tag = value;
    Py_XDECREF(old);
    return 0;
}

static PyGetSetDef item_getset[] = {
    {"tag", NULL, (setter)item_set_tag, NULL, NULL},
    {NULL},
};

static int
item_traverse(Item *self, visitproc visit, void *arg)
{
    Py_VISIT(self->tag);
    return 0;
}

static int
item_clear(Item *self)
{
    Py_CLEAR(self->tag);
    return 0;
}

static void
item_dealloc(Item *self)
{
    PyObject_GC_UnTrack(self);
    item_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Item_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Item",
    .tp_basicsize = sizeof(Item),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)item_dealloc,
    .tp_traverse = (traverseproc)item_traverse,
    .tp_clear = (inquiry)item_clear,
    .tp_getset = item_getset,
};

int
item_ready(void)
{
    return PyType_Ready(&Item_Type);
}
