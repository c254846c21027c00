/* The heir's function does not call that of the base. */
#include <Python.h>

#define NODE_HEAD PyObject_HEAD PyObject *owner;

typedef struct {
    NODE_HEAD
} Node;

typedef struct {
    NODE_HEAD
    PyObject *payload;
} Leaf;

static int
node_init(Node *self, PyObject *args, PyObject *Py_UNUSED(kwargs))
{
    PyObject *owner;
    if (!PyArg_ParseTuple(args, "O", &owner))
        return -1;
    Py_INCREF(owner);
    Py_XSETREF(self->owner, owner);
    return 0;
}

static int
node_traverse(Node *self, visitproc visit, void *arg)
{
    Py_VISIT(self->owner);
    return 0;
}

static int
node_clear(Node *self)
{
    Py_CLEAR(self->owner);
    return 0;
}

static void
node_dealloc(Node *self)
{
    PyObject_GC_UnTrack(self);
    Py_XDECREF(self->owner);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Node_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Node",
    .tp_basicsize = sizeof(Node),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)node_init,
    .tp_dealloc = (destructor)node_dealloc,
    .tp_traverse = (traverseproc)node_traverse,
    .tp_clear = (inquiry)node_clear,
};

static int
leaf_set_payload(Leaf *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_XINCREF(value);
    PyObject *old = self->payload;
    self->payload = value;
    Py_XDECREF(old);
    return 0;
}

static PyGetSetDef leaf_getset[] = {
    {"payload", NULL, (setter)leaf_set_payload, NULL, NULL},
    {NULL},
};

static int
leaf_traverse(Leaf *self, visitproc visit, void *arg) // WARN traverse-misses-field "'owner' of 'demo.Leaf'"
{
    Py_VISIT(self->payload);
    return 0;
}

static int
leaf_clear(Leaf *self)
{
    Py_CLEAR(self->payload);
    return node_clear((Node *)self);
}

static void
leaf_dealloc(Leaf *self)
{
    PyObject_GC_UnTrack(self);
    Py_CLEAR(self->payload);
    node_dealloc((Node *)self);
}

static PyTypeObject Leaf_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Leaf",
    .tp_basicsize = sizeof(Leaf),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_base = &Node_Type,
    .tp_getset = leaf_getset,
    .tp_traverse = (traverseproc)leaf_traverse,
    .tp_clear = (inquiry)leaf_clear,
    .tp_dealloc = (destructor)leaf_dealloc,
};

int
ready(void)
{
    return PyType_Ready(&Leaf_Type);
}
