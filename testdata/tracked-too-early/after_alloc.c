/* tp_alloc has tracked the instance. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *items;
} Bag;

static int
bag_traverse(Bag *self, visitproc visit, void *arg)
{
    Py_VISIT(self->items);
    return 0;
}

static int
bag_clear(Bag *self)
{
    Py_CLEAR(self->items);
    return 0;
}

static void
bag_dealloc(Bag *self)
{
    PyObject_GC_UnTrack(self);
    bag_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyObject *
bag_new(PyTypeObject *type, PyObject *Py_UNUSED(args),
        PyObject *Py_UNUSED(kwargs))
{
    Bag *self = (Bag *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    self->items = PyList_New(0);
    if (self->items == NULL) {
        Py_DECREF(self);
        return NULL;
    }
    PyObject_GC_Track(self); // WARN tracked-too-early "tp_alloc()"
    return (PyObject *)self;
}

PyTypeObject Bag_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Bag",
    .tp_basicsize = sizeof(Bag),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_dealloc = (destructor)bag_dealloc,
    .tp_traverse = (traverseproc)bag_traverse,
    .tp_clear = (inquiry)bag_clear,
    .tp_new = bag_new,
};
