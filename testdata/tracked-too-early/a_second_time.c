/* Both the helper and its caller track. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *items;
} Ring;

static int
ring_traverse(Ring *self, visitproc visit, void *arg)
{
    Py_VISIT(self->items);
    return 0;
}

static int
ring_clear(Ring *self)
{
    Py_CLEAR(self->items);
    return 0;
}

static void
ring_dealloc(Ring *self)
{
    PyObject_GC_UnTrack(self);
    ring_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Ring_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Ring",
    .tp_basicsize = sizeof(Ring),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_dealloc = (destructor)ring_dealloc,
    .tp_traverse = (traverseproc)ring_traverse,
    .tp_clear = (inquiry)ring_clear,
};

PyObject *
ring_from(PyObject *items, int now)
{
    Ring *self = PyObject_GC_New(Ring, &Ring_Type);
    if (self == NULL)
        return NULL;
    Py_XINCREF(items);
    self->items = items;
    if (now)
        PyObject_GC_Track(self);
    if (items == NULL)
        self->items = PyList_New(0);
    PyObject_GC_Track(self); // WARN tracked-too-early "a second time"
    return (PyObject *)self;
}
