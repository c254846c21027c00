/* The base is kept in a variable; only its tp_dealloc, which frees the instance,
 * releases the type. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *parent;
} Item;

static int
item_set_parent(Item *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_XINCREF(value);
    Py_XSETREF(self->parent, value);
    return 0;
}

static PyGetSetDef item_getset[] = {
    {"parent", NULL, (setter)item_set_parent, NULL, NULL},
    {NULL},
};

static int
item_traverse(Item *self, visitproc visit, void *arg)
{
#if PY_VERSION_HEX >= 0x03090000
    Py_VISIT(Py_TYPE(self));
#endif
    Py_VISIT(self->parent);
    return 0;
}

static int
item_clear(Item *self)
{
    Py_CLEAR(self->parent);
    return 0;
}

static void
item_dealloc(Item *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    item_clear(self);
    type->tp_free((PyObject *)self);
    Py_DECREF(type);
}

static PyType_Slot item_slots[] = {
    {Py_tp_dealloc, item_dealloc},
    {Py_tp_traverse, item_traverse},
    {Py_tp_clear, item_clear},
    {Py_tp_getset, item_getset},
    {0, NULL},
};

static PyType_Spec item_spec = {
    .name = "demo.Item",
    .basicsize = sizeof(Item),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE,
    .slots = item_slots,
};

typedef struct {
    Item item;
    PyObject *callback;
} Leaf;

static int
leaf_set_callback(Leaf *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_XINCREF(value);
    Py_XSETREF(self->callback, value);
    return 0;
}

static PyGetSetDef leaf_getset[] = {
    {"callback", NULL, (setter)leaf_set_callback, NULL, NULL},
    {NULL},
};

static int
leaf_traverse(Leaf *self, visitproc visit, void *arg)
{
    Py_VISIT(self->callback);
    return item_traverse(&self->item, visit, arg);
}

static int
leaf_clear(Leaf *self)
{
    Py_CLEAR(self->callback);
    return item_clear(&self->item);
}

static void
leaf_dealloc(Leaf *self)
{
    PyObject_GC_UnTrack(self);
    Py_CLEAR(self->callback);
    item_dealloc(&self->item);
}

static PyType_Slot leaf_slots[] = {
    {Py_tp_dealloc, leaf_dealloc},
    {Py_tp_traverse, leaf_traverse},
    {Py_tp_clear, leaf_clear},
    {Py_tp_getset, leaf_getset},
    {0, NULL},
};

PyType_Spec leaf_spec = {
    .name = "demo.Leaf",
    .basicsize = sizeof(Leaf),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .slots = leaf_slots,
};

static PyObject *ItemType;

PyObject *
leaf_type(void)
{
    ItemType = PyType_FromSpec(&item_spec);
    if (ItemType == NULL)
        return NULL;
    PyObject *bases = PyTuple_Pack(1, ItemType);
    if (bases == NULL)
        return NULL;
    PyObject *type = PyType_FromSpecWithBases(&leaf_spec, bases);
    Py_DECREF(bases);
    return type;
}
