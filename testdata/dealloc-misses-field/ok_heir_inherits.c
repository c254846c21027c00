/* Nothing of its own but methods: all slots are the base's. */
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

static PyObject *
leaf_size(PyObject *Py_UNUSED(self), PyObject *Py_UNUSED(ignored))
{
    return PyLong_FromLong(1);
}

static PyMethodDef leaf_methods[] = {
    {"size", leaf_size, METH_NOARGS, NULL},
    {NULL},
};

static PyType_Slot leaf_slots[] = {
    {Py_tp_methods, leaf_methods},
    {0, NULL},
};

PyType_Spec leaf_spec = {
    .name = "demo.Leaf",
    .basicsize = sizeof(Item),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = leaf_slots,
};

struct state {
    PyTypeObject *item, *leaf;
};

static int
fill(struct state *st)
{
    PyObject *bases;
    st->item = (PyTypeObject *)PyType_FromSpec(&item_spec);
    if (st->item == NULL)
        return -1;
    bases = PyTuple_Pack(1, (PyObject *)st->item);
    if (bases == NULL)
        return -1;
    st->leaf = (PyTypeObject *)PyType_FromSpecWithBases(&leaf_spec, bases);
    Py_DECREF(bases);
    return st->leaf == NULL ? -1 : 0;
}

PyObject *
leaf_type(void)
{
    static struct state st;
    if (fill(&st) < 0)
        return NULL;
    Py_INCREF(st.leaf);
    return (PyObject *)st.leaf;
}
