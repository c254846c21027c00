/* One type keeps dead instances for reuse, one asks its base, one hands
   the work to a helper. */
#include <Python.h>

typedef struct node {
    PyObject_HEAD
    PyObject *item;
    struct node *next;
} Node;

static Node *spare;

static void
node_dealloc(Node *self)
{
    Py_CLEAR(self->item);
    self->next = spare;
    spare = self;
}

static void
error_dealloc(PyObject *self)
{
    Py_CLEAR(((Node *)self)->item);
    ((PyTypeObject *)PyExc_Exception)->tp_dealloc(self);
}

static void
release_instance(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    type->tp_free(self);
}

static void
leaf_dealloc(PyObject *self)
{
    Py_CLEAR(((Node *)self)->item);
    release_instance(self);
}

PyTypeObject Node_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "demo.Node",
    .tp_basicsize = sizeof(Node),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)node_dealloc,
};
PyTypeObject Error_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "demo.Error",
    .tp_basicsize = sizeof(Node),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = error_dealloc,
};
PyTypeObject Leaf_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "demo.Leaf",
    .tp_basicsize = sizeof(Node),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = leaf_dealloc,
};
