/* Weak references are cleared, which does not touch the count. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *weak;
} Cell;

static void
cell_dealloc(Cell *self)
{
    if (self->weak != NULL)
        PyObject_ClearWeakRefs((PyObject *)self);
    Py_TYPE(self)->tp_free((PyObject *)self);
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
cell_ready(void)
{
    return PyType_Ready(&Cell_Type);
}
