// PYTHON >=3.9
#include <Python.h>

/* An instance of a heap type owns a reference to its type; tp_dealloc
 * drops it last. */
typedef struct {
    PyObject_HEAD
    PyObject *payload;
} Node;

static int
Node_traverse(Node *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(self->payload);
    return 0;
}

static int
Node_clear(Node *self)
{
    Py_CLEAR(self->payload);
    return 0;
}

static void
Node_dealloc(Node *self)
{
    PyTypeObject *type = Py_TYPE(self);
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
    PyObject_GC_UnTrack(self);
    Py_XDECREF(self->payload);
    release(self);
    Py_DECREF(type);
}

static PyType_Slot Node_slots[] = {
    {Py_tp_traverse, Node_traverse},
    {Py_tp_clear, Node_clear},
    {Py_tp_dealloc, Node_dealloc},
    {0, NULL},
};

static PyType_Spec Node_spec = {
    .name = "nodes.Node",
    .basicsize = sizeof(Node),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .slots = Node_slots,
};

PyObject *
make_node_type(void)
{
    return PyType_FromSpec(&Node_spec);
}
