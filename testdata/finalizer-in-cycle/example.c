/* A node with tp_del that can point at itself. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *next;
} Node;


static int
node_set_next(Node *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_XINCREF(value);
    Py_XSETREF(self->next, value);
    return 0;
}

static PyGetSetDef node_getset[] = {
    {"next", NULL, (setter)node_set_next, NULL, NULL},
    {NULL},
};

static int
node_traverse(Node *self, visitproc visit, void *arg)
{
    Py_VISIT(self->next);
    return 0;
}

static int
node_clear(Node *self)
{
    Py_CLEAR(self->next);
    return 0;
}

static void
node_dealloc(Node *self)
{
    PyObject_GC_UnTrack(self);
    node_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static void
node_del(PyObject *self) // WARN finalizer-in-cycle "tp_del" STEP 1 "x.next = x"
{
    PySys_WriteStdout("gone\n");
    (void)self;
}

static PyTypeObject Node_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Node",
    .tp_basicsize = sizeof(Node),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)node_dealloc,
    .tp_traverse = (traverseproc)node_traverse,
    .tp_clear = (inquiry)node_clear,
    .tp_del = node_del,
    .tp_getset = node_getset,
};

int
node_ready(void)
{
    return PyType_Ready(&Node_Type);
}
