/* extra is visited, not cleared: self comes as PyObject *. */
#include <Python.h>
#include <stddef.h>
#include <structmember.h>

typedef struct {
    PyObject_HEAD
    PyObject *callback;
    PyObject *extra;
} Cell;

static int
cell_set_callback(Cell *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_XINCREF(value);
    Py_XSETREF(self->callback, value);
    Py_XINCREF(value);
    Py_XSETREF(self->extra, value);
    return 0;
}

static PyGetSetDef cell_getset[] = {
    {"callback", NULL, (setter)cell_set_callback, NULL, NULL},
    {NULL},
};

static int
cell_traverse(PyObject *op, visitproc visit, void *arg)
{
    Cell *self = (Cell *)op;
    Py_VISIT(self->callback);
    Py_VISIT(self->extra);
    return 0;
}

static int
cell_clear(PyObject *op) // WARN clear-misses-field "does not clear 'extra'"
{
    Cell *self = (Cell *)op;
    Py_CLEAR(self->callback);
    return 0;
}

static void
cell_dealloc(PyObject *op)
{
    Cell *self = (Cell *)op;
    PyObject_GC_UnTrack(self);
    Py_CLEAR(self->callback);
    Py_CLEAR(self->extra);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Cell_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Cell",
    .tp_basicsize = sizeof(Cell),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)cell_dealloc,
    .tp_traverse = (traverseproc)cell_traverse,
    .tp_clear = (inquiry)cell_clear,
    .tp_getset = cell_getset,
};

int
ready(void)
{
    return PyType_Ready(&Cell_Type);
}
