/* Rows are put together at run time. */
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
cell_dealloc(Cell *self) // WARN dealloc-misses-field "'value' of 'cells.Cell'"
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    PyObject_GC_Del(self);
    Py_DECREF(type);
}

PyObject *
make_cell_type(int frozen)
{
    PyType_Slot slots[6];
    int n = 0;
    slots[n].slot = Py_tp_dealloc;
    slots[n++].pfunc = (void *)cell_dealloc;
    slots[n].slot = Py_tp_traverse;
    slots[n++].pfunc = (void *)cell_traverse;
    slots[n].slot = Py_tp_clear;
    slots[n++].pfunc = (void *)cell_clear;
    if (!frozen) {
        slots[n].slot = Py_tp_getset;
        slots[n++].pfunc = cell_getset;
    }
    slots[n].slot = 0;
    PyType_Spec spec = {
        "cells.Cell", sizeof(Cell), 0,
        Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC, slots,
    };
    return PyType_FromSpec(&spec);
}
