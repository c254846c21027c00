/* One tp_dealloc for types with and without garbage collection: it asks. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *label, *parent;
} Node;

static void
node_dealloc(Node *self)
{
    if (PyType_HasFeature(Py_TYPE(self), Py_TPFLAGS_HAVE_GC))
        PyObject_GC_UnTrack(self);
    Py_CLEAR(self->label);
    Py_CLEAR(self->parent);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static void
item_dealloc(PyObject *o)
{
    Node *self = (Node *)o;
    if (!PyObject_IS_GC(o))
        goto fields;
    PyObject_GC_UnTrack(o);
fields:
    Py_CLEAR(self->label);
    Py_CLEAR(self->parent);
    Py_TYPE(self)->tp_free(o);
}

static void
entry_dealloc(Node *self)
{
    if ((Py_TYPE(self)->tp_flags & Py_TPFLAGS_HAVE_GC) != 0)
        PyObject_GC_UnTrack(self);
    Py_CLEAR(self->label);
    Py_CLEAR(self->parent);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static int
node_traverse(Node *self, visitproc visit, void *arg)
{
    Py_VISIT(self->label);
    Py_VISIT(self->parent);
    return 0;
}

static int
node_clear(Node *self)
{
    Py_CLEAR(self->label);
    Py_CLEAR(self->parent);
    return 0;
}

#define GRAPH_TYPE(variable, name, dealloc, extra, walk, drop)                \
    PyTypeObject variable = {                                                 \
        PyVarObject_HEAD_INIT(NULL, 0).tp_name = "graph." name,               \
        .tp_basicsize = sizeof(Node),                                         \
        .tp_flags = Py_TPFLAGS_DEFAULT | (extra),                             \
        .tp_dealloc = (destructor)(dealloc),                                  \
        .tp_traverse = (traverseproc)(walk),                                  \
        .tp_clear = (inquiry)(drop),                                          \
    }

GRAPH_TYPE(NodeType, "Node", node_dealloc, Py_TPFLAGS_HAVE_GC, node_traverse,
           node_clear);
GRAPH_TYPE(ItemType, "Item", item_dealloc, Py_TPFLAGS_HAVE_GC, node_traverse,
           node_clear);
GRAPH_TYPE(EntryType, "Entry", entry_dealloc, Py_TPFLAGS_HAVE_GC,
           node_traverse, node_clear);
GRAPH_TYPE(LeafType, "Leaf", node_dealloc, 0, NULL, NULL);
