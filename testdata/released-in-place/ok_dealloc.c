/* In tp_dealloc nobody finds the instance any more. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *parent;
} Leaf;

static int
leaf_set_parent(Leaf *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_XINCREF(value);
    Py_XSETREF(self->parent, value);
    return 0;
}

static PyGetSetDef leaf_getset[] = {
    {"parent", NULL, (setter)leaf_set_parent, NULL, NULL},
    {NULL},
};

static int
leaf_traverse(Leaf *self, visitproc visit, void *arg)
{
    Py_VISIT(self->parent);
    return 0;
}

static int
leaf_clear(Leaf *self)
{
    Py_CLEAR(self->parent);
    return 0;
}

static void
leaf_dealloc(Leaf *self)
{
    PyObject_GC_UnTrack(self);
    Py_XDECREF(self->parent);
    self->parent = NULL;
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Leaf_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Leaf",
    .tp_basicsize = sizeof(Leaf),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)leaf_dealloc,
    .tp_traverse = (traverseproc)leaf_traverse,
    .tp_clear = (inquiry)leaf_clear,
    .tp_getset = leaf_getset,
};

int
leaf_ready(void)
{
    return PyType_Ready(&Leaf_Type);
}
