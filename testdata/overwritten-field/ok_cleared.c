/* Cleared before it is set, on the way that sets it. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *target;
} Link;

static int
link_set(Link *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_CLEAR(self->target);
    if (value != NULL) {
        Py_INCREF(value);
        self->target = value;
    }
    return 0;
}

static PyGetSetDef link_getset[] = {
    {"target", NULL, (setter)link_set, NULL, NULL},
    {NULL},
};

static int
link_traverse(Link *self, visitproc visit, void *arg)
{
    Py_VISIT(self->target);
    return 0;
}

static int
link_clear(Link *self)
{
    Py_CLEAR(self->target);
    return 0;
}

static void
link_dealloc(Link *self)
{
    PyObject_GC_UnTrack(self);
    link_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Link_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Link",
    .tp_basicsize = sizeof(Link),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
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
