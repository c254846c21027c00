/* HAVE_GC of its own: nothing is inherited from the base. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *item;
} Node;

typedef struct {
    Node node;
    long weight;
} Edge;

static int
node_init(Node *self, PyObject *args, PyObject *Py_UNUSED(kwargs))
{
    PyObject *item;
    if (!PyArg_ParseTuple(args, "O", &item))
        return -1;
    Py_INCREF(item);
    Py_XSETREF(self->item, item);
    return 0;
}

static int
node_traverse(Node *self, visitproc visit, void *arg)
{
    Py_VISIT(self->item);
    return 0;
}

static int
node_clear(Node *self)
{
    Py_CLEAR(self->item);
    return 0;
}

static void
node_dealloc(Node *self)
{
    PyObject_GC_UnTrack(self);
    node_clear(self);
    Py_TYPE(self)->tp_free(self);
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

static PyTypeObject Edge_Type = { // WARN traverse-misses-field "demo.Edge"
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Edge",
    .tp_basicsize = sizeof(Edge),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_base = &Node_Type,
    .tp_new = PyType_GenericNew,
};

int
edge_ready(void)
{
    return PyType_Ready(&Node_Type) < 0 ? -1 : PyType_Ready(&Edge_Type);
}
