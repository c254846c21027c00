/* Untracked wherever it is tracked. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *next;
} Link;

static int
link_traverse(Link *self, visitproc visit, void *arg)
{
    Py_VISIT(self->next);
    return 0;
}

static int
link_clear(Link *self)
{
    Py_CLEAR(self->next);
    return 0;
}

static void
link_dealloc(Link *self)
{
    if (PyObject_GC_IsTracked((PyObject *)self))
        PyObject_GC_UnTrack((PyObject *)self);
    link_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static int
link_init(Link *self, PyObject *args, PyObject *Py_UNUSED(kwds))
{
    PyObject *next;
    if (!PyArg_ParseTuple(args, "O", &next))
        return -1;
    Py_INCREF(next);
    Py_XSETREF(self->next, next);
    return 0;
}

PyTypeObject Link_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Link",
    .tp_basicsize = sizeof(Link),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)link_init,
    .tp_traverse = (traverseproc)link_traverse,
    .tp_clear = (inquiry)link_clear,
    .tp_dealloc = (destructor)link_dealloc,
};

int
ready(void)
{
    return PyType_Ready(&Link_Type);
}
