/* The flag was forgotten: tp_free knows nothing of the collector's header. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    long value;
} Cell;

static void
cell_dealloc(Cell *self)
{
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Cell_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "grid.Cell",
    .tp_basicsize = sizeof(Cell),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)cell_dealloc,
};

PyObject *
cell_new(long value)
{
    Cell *c =
        PyObject_GC_New(Cell, &Cell_Type); // WARN allocator-mismatch "Cell"
    if (c == NULL)
        return NULL;
    c->value = value;
    return (PyObject *)c;
}
