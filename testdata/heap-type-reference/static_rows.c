/* A static array that a function fills. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *value;
} Cell;

static int
cell_set(Cell *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_XINCREF(value);
    PyObject *old = self->value;
    self->value = value;
    Py_XDECREF(old);
    return 0;
}

static PyGetSetDef cell_getset[] = {
    {"value", NULL, (setter)cell_set, NULL, NULL},
    {NULL},
};

static int
cell_traverse(Cell *self, visitproc visit, void *arg)
{
    Py_VISIT(self->value);
    Py_VISIT(Py_TYPE(self));
    return 0;
}

static int
cell_clear(Cell *self)
{
    Py_CLEAR(self->value);
    return 0;
}

static void
cell_dealloc(Cell *self) // WARN heap-type-reference "does not release the heap type"
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    cell_clear(self);
    PyObject_GC_Del(self);
    (void)type;
}

static PyType_Slot cell_slots[8];

static PyType_Spec cell_spec = {
    .name = "cells.Cell",
    .basicsize = sizeof(Cell),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .slots = cell_slots,
};

PyObject *
make_cell_type(void)
{
    cell_slots[0] = (PyType_Slot){Py_tp_dealloc, cell_dealloc};
    cell_slots[1] = (PyType_Slot){Py_tp_traverse, cell_traverse};
    cell_slots[2] = (PyType_Slot){Py_tp_clear, cell_clear};
    cell_slots[3] = (PyType_Slot){Py_tp_getset, cell_getset};
    return PyType_FromSpec(&cell_spec);
}
