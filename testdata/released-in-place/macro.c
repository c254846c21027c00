/* A macro of the project does it in this order. */
#include <Python.h>

#define REPLACE(place, value)                                                 \
    do {                                                                      \
        Py_XDECREF(place);                                                    \
        (place) = (value);                                                    \
    } while (0)

typedef struct {
    PyObject_HEAD
    PyObject *target;
} Edge;

static int
edge_set_target(Edge *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_XINCREF(value);
    REPLACE(self->target, value); // WARN released-in-place "'target'"
    return 0;
}

static PyGetSetDef edge_getset[] = {
    {"target", NULL, (setter)edge_set_target, NULL, NULL},
    {NULL},
};

static int
edge_traverse(Edge *self, visitproc visit, void *arg)
{
    Py_VISIT(self->target);
    return 0;
}

static int
edge_clear(Edge *self)
{
    Py_CLEAR(self->target);
    return 0;
}

static void
edge_dealloc(Edge *self)
{
    PyObject_GC_UnTrack(self);
    edge_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Edge_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Edge",
    .tp_basicsize = sizeof(Edge),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)edge_dealloc,
    .tp_traverse = (traverseproc)edge_traverse,
    .tp_clear = (inquiry)edge_clear,
    .tp_getset = edge_getset,
};

int
edge_ready(void)
{
    return PyType_Ready(&Edge_Type);
}
