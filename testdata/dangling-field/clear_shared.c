/* tp_dealloc calls the tp_clear that leaves the pointer. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *label;
} Edge;

static int
edge_init(Edge *self, PyObject *args, PyObject *Py_UNUSED(kwargs))
{
    PyObject *value;
    if (!PyArg_ParseTuple(args, "O", &value))
        return -1;
    Py_INCREF(value);
    Py_XSETREF(self->label, value);
    return 0;
}

static int
edge_traverse(Edge *self, visitproc visit, void *arg)
{
    Py_VISIT(self->label);
    return 0;
}

static int
edge_clear(Edge *self)
{
    if (self->label != NULL)
        Py_DECREF(self->label); // WARN dangling-field "edge_clear()"
    return 0;
}

static void
edge_dealloc(Edge *self)
{
    PyObject_GC_UnTrack(self);
    edge_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}


static PyTypeObject Edge_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Edge",
    .tp_basicsize = sizeof(Edge),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)edge_init,
    .tp_dealloc = (destructor)edge_dealloc,
    .tp_traverse = (traverseproc)edge_traverse,
    .tp_clear = (inquiry)edge_clear,
};

int
edge_ready(void)
{
    return PyType_Ready(&Edge_Type);
}
