/* Released and reset by hand. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *next;
} Node;

static int
node_init(Node *self, PyObject *args, PyObject *Py_UNUSED(kwargs))
{
    PyObject *value;
    if (!PyArg_ParseTuple(args, "U", &value))
        return -1;
    Py_INCREF(value);
    Py_XSETREF(self->next, value);
    return 0;
}

static int
node_traverse(Node *self, visitproc visit, void *arg)
{
    Py_VISIT(self->next);
    return 0;
}

static int
node_clear(Node *self)
{
    Py_XDECREF(self->next);
    self->next = NULL;
    return 0;
}

static void
node_dealloc(Node *self)
{
    PyObject_GC_UnTrack(self);
    Py_XDECREF(self->next);
    Py_TYPE(self)->tp_free((PyObject *)self);
}


static PyTypeObject Node_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Node",
    .tp_basicsize = sizeof(Node),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)node_init,
    .tp_dealloc = (destructor)node_dealloc,
    .tp_traverse = (traverseproc)node_traverse,
    .tp_clear = (inquiry)node_clear,
};

int
node_ready(void)
{
    return PyType_Ready(&Node_Type);
}
