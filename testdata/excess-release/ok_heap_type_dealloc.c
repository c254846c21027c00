/* An instance of a heap type owns a reference to its type; tp_dealloc
 * drops it last. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *payload;
} Node;

static void
Node_dealloc(Node *self)
{
    PyTypeObject *type = Py_TYPE(self);
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
    Py_XDECREF(self->payload);
    release(self);
    Py_DECREF(type);
}

static PyType_Slot Node_slots[] = {
    {Py_tp_dealloc, Node_dealloc},
    {0, NULL},
};

static PyType_Spec Node_spec = {
    .name = "nodes.Node",
    .basicsize = sizeof(Node),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = Node_slots,
};

PyObject *
make_node_type(void)
{
    return PyType_FromSpec(&Node_spec);
}
