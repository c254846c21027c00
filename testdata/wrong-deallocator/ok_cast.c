/* Freed as it was allocated: self comes as PyObject *. */
#include <Python.h>
#include <stddef.h>
#include <structmember.h>

typedef struct {
    PyObject_HEAD
    long callback;
} Cell;

static void
cell_dealloc(PyObject *op)
{
    Cell *self = (Cell *)op;
    PyObject_Free(op);
}

static PyTypeObject Cell_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Cell",
    .tp_basicsize = sizeof(Cell),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)cell_dealloc,
};

int
ready(void)
{
    return PyType_Ready(&Cell_Type);
}
