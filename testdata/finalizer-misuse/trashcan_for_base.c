/* Copied from the base: the trashcan sees another tp_dealloc and does nothing. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *to;
} Link;

static int
link_set_to(Link *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_XINCREF(value);
    Py_XSETREF(self->to, value);
    return 0;
}

static PyGetSetDef link_getset[] = {
    {"to", NULL, (setter)link_set_to, NULL, NULL},
    {NULL},
};

static int
link_traverse(Link *self, visitproc visit, void *arg)
{
    Py_VISIT(self->to);
    return 0;
}

static int
link_clear(Link *self)
{
    Py_CLEAR(self->to);
    return 0;
}

typedef struct {
    PyObject_HEAD
} Plain;

static void
plain_dealloc(Plain *self)
{
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static void
link_dealloc(Link *self)
{
    PyObject_GC_UnTrack(self);
    Py_TRASHCAN_BEGIN(self, plain_dealloc) // WARN finalizer-misuse "link_dealloc() begins the trashcan for plain_dealloc(), which is not the tp_dealloc of 'demo.Link'"
    Py_CLEAR(self->to);
    Py_TYPE(self)->tp_free((PyObject *)self);
    Py_TRASHCAN_END
}

PyTypeObject Link_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Link",
    .tp_basicsize = sizeof(Link),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)link_dealloc,
    .tp_traverse = (traverseproc)link_traverse,
    .tp_clear = (inquiry)link_clear,
    .tp_getset = link_getset,
};

int
link_ready(void)
{
    return PyType_Ready(&Link_Type);
}
