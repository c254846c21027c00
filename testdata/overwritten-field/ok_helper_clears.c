/* A helper that tp_clear uses too makes room first. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *items;
} Feed;

static int feed_clear(Feed *self);

static int
feed_init(Feed *self, PyObject *args, PyObject *Py_UNUSED(kwargs))
{
    PyObject *items;
    if (!PyArg_ParseTuple(args, "O", &items))
        return -1;
    feed_clear(self);
    Py_INCREF(items);
    self->items = items;
    return 0;
}

static int
feed_traverse(Feed *self, visitproc visit, void *arg)
{
    Py_VISIT(self->items);
    return 0;
}

static int
feed_clear(Feed *self)
{
    Py_CLEAR(self->items);
    return 0;
}

static void
feed_dealloc(Feed *self)
{
    PyObject_GC_UnTrack(self);
    feed_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Feed_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Feed",
    .tp_basicsize = sizeof(Feed),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)feed_dealloc,
    .tp_traverse = (traverseproc)feed_traverse,
    .tp_clear = (inquiry)feed_clear,
    .tp_init = (initproc)feed_init,
};

int
feed_ready(void)
{
    return PyType_Ready(&Feed_Type);
}
