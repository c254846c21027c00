/* What tp_traverse returns is the visitor's answer, not a failure. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *left, *right;
} Node;

static int
Node_traverse(Node *self, visitproc visit, void *arg)
{
    if (self->left) {
        int rc = visit(self->left, arg);
        if (rc)
            return rc;
    }
    Py_VISIT(self->right);
    return 0;
}

static int
Node_clear(Node *self)
{
    Py_CLEAR(self->left);
    Py_CLEAR(self->right);
    return 0;
}

static void
Node_dealloc(Node *self)
{
    PyObject_GC_UnTrack(self);
    Node_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Node_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "node.Node",
    .tp_basicsize = sizeof(Node),
    .tp_dealloc = (destructor)Node_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_traverse = (traverseproc)Node_traverse,
    .tp_clear = (inquiry)Node_clear,
};
