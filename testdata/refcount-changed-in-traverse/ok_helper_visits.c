/* A helper visits. */
#include <Python.h>
#include <stddef.h>
#include <structmember.h>

typedef struct {
    PyObject_HEAD
    PyObject *callback;
} Cell;

static int
cell_show(Cell *self, visitproc visit, void *arg)
{
    Py_VISIT(self->callback);
    return 0;
}

static int
cell_set_callback(Cell *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_XINCREF(value);
    Py_XSETREF(self->callback, value);
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
    int result = cell_show(self, visit, arg);
    if (result != 0)
        return result;
    return 0;
}

static int
cell_clear(PyObject *op)
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
