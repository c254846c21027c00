/* Untracked while it is filled, tracked again. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *items;
} Pile;

static int
pile_traverse(Pile *self, visitproc visit, void *arg)
{
    Py_VISIT(self->items);
    return 0;
}

static int
pile_clear(Pile *self)
{
    Py_CLEAR(self->items);
    return 0;
}

static void
pile_dealloc(Pile *self)
{
    PyObject_GC_UnTrack(self);
    pile_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyObject *
pile_new(PyTypeObject *type, PyObject *args, PyObject *Py_UNUSED(kwargs))
{
    Pile *self = (Pile *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    PyObject_GC_UnTrack(self);
    Py_INCREF(args);
    self->items = args;
    PyObject_GC_Track(self);
    return (PyObject *)self;
}

PyTypeObject Pile_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Pile",
    .tp_basicsize = sizeof(Pile),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_dealloc = (destructor)pile_dealloc,
    .tp_traverse = (traverseproc)pile_traverse,
    .tp_clear = (inquiry)pile_clear,
    .tp_new = pile_new,
};
