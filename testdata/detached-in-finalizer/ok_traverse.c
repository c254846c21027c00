/* Nothing but visits. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *left, *right;
} Fork;

static int
fork_traverse(Fork *self, visitproc visit, void *arg)
{
    Py_VISIT(self->left);
    Py_VISIT(self->right);
    return 0;
}

static int
fork_clear(Fork *self)
{
    Py_CLEAR(self->left);
    Py_CLEAR(self->right);
    return 0;
}

static void
fork_dealloc(Fork *self)
{
    PyObject_GC_UnTrack(self);
    fork_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Fork_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "tree.Fork",
    .tp_basicsize = sizeof(Fork),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_dealloc = (destructor)fork_dealloc,
    .tp_traverse = (traverseproc)fork_traverse,
    .tp_clear = (inquiry)fork_clear,
};
