/* A helper fills in the slots. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *value;
} Cell;

static int
cell_init(Cell *self, PyObject *args, PyObject *Py_UNUSED(kwargs))
{
    PyObject *value;
    if (!PyArg_ParseTuple(args, "O", &value))
        return -1;
    Py_INCREF(value);
    Py_XSETREF(self->value, value);
    return 0;
}

static void
cell_dealloc(Cell *self) // WARN dealloc-misses-field "'value'"
{
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Cell_Type = { // WARN container-without-gc "in 'value'"
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "cells.Cell",
    .tp_basicsize = sizeof(Cell),
};

static int
prepare(PyTypeObject *type, destructor dealloc, initproc init)
{
    type->tp_flags = Py_TPFLAGS_DEFAULT;
    type->tp_new = PyType_GenericNew;
    type->tp_dealloc = dealloc;
    type->tp_init = init;
    return PyType_Ready(type);
}

int
cells_ready(void)
{
    return prepare(&Cell_Type, (destructor)cell_dealloc, (initproc)cell_init);
}
