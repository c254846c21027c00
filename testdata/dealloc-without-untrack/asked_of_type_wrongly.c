/* The question is the right one, the answer is taken the wrong way round. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *parent;
} Node;

static void
node_dealloc(Node *self)
{
    if (!PyType_HasFeature(Py_TYPE(self), Py_TPFLAGS_HAVE_GC))
        PyObject_GC_UnTrack(self);
    Py_CLEAR(self->parent); // WARN dealloc-without-untrack "graph.Node"
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static int
node_traverse(Node *self, visitproc visit, void *arg)
{
    Py_VISIT(self->parent);
    return 0;
}

static int
node_clear(Node *self)
{
    Py_CLEAR(self->parent);
    return 0;
}

PyTypeObject NodeType = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "graph.Node",
    .tp_basicsize = sizeof(Node),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_dealloc = (destructor)node_dealloc,
    .tp_traverse = (traverseproc)node_traverse,
    .tp_clear = (inquiry)node_clear,
};
