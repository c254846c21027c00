/* The specification is a variable of a function. */
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
cell_traverse(Cell *self, visitproc visit, void *arg) // WARN traverse-misses-field "'value' of 'cells.Cell'"
{
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
cell_dealloc(Cell *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    cell_clear(self);
    PyObject_GC_Del(self);
    Py_DECREF(type);
}

PyObject *
make_cell_type(void)
{
    PyType_Slot slots[] = {
        {Py_tp_dealloc, cell_dealloc}, {Py_tp_traverse, cell_traverse},
        {Py_tp_clear, cell_clear},     {Py_tp_getset, cell_getset},
        {0, NULL},
    };
    PyType_Spec spec = {.name = "cells.Cell", .basicsize = sizeof(Cell)};
    spec.flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC;
    spec.slots = slots;
    return PyType_FromSpecWithBases(&spec, NULL);
}
