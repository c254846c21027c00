/* What destructors are expected to call saves the exception by itself. */
#include <Python.h>
#include <stddef.h>

typedef struct {
    PyObject_HEAD
    PyObject *weakrefs;
    PyObject *items;
} Node;

static void
node_dealloc(Node *self)
{
    PyObject_GC_UnTrack(self);
    if (self->weakrefs != NULL)
        PyObject_ClearWeakRefs((PyObject *)self);
    Py_CLEAR(self->items);
    PyObject_GC_Del(self);
}

static int
node_traverse(Node *self, visitproc visit, void *arg)
{
    Py_VISIT(self->items);
    return 0;
}

static int
node_clear(Node *self)
{
    Py_CLEAR(self->items);
    return 0;
}

static PyTypeObject Node_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Node",
    .tp_basicsize = sizeof(Node),
    .tp_dealloc = (destructor)node_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_traverse = (traverseproc)node_traverse,
    .tp_clear = (inquiry)node_clear,
    .tp_weaklistoffset = offsetof(Node, weakrefs),
    .tp_free = PyObject_GC_Del,
};

