/* What stands after the end runs for instances that were put off, too. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *value;
} Cell;

static int
cell_set_value(Cell *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_XINCREF(value);
    Py_XSETREF(self->value, value);
    return 0;
}

static PyGetSetDef cell_getset[] = {
    {"value", NULL, (setter)cell_set_value, NULL, NULL},
    {NULL},
};

static int
cell_traverse(Cell *self, visitproc visit, void *arg)
{
    Py_VISIT(self->value);
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
    PyObject_GC_UnTrack(self);
    Py_TRASHCAN_BEGIN(self, cell_dealloc)
    Py_CLEAR(self->value);
    Py_TRASHCAN_END
    Py_TYPE(self)->tp_free((PyObject *)self); // WARN finalizer-misuse "cell_dealloc() tears 'demo.Cell' down after Py_TRASHCAN_END"
}

PyTypeObject Cell_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Cell",
    .tp_basicsize = sizeof(Cell),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)cell_dealloc,
    .tp_traverse = (traverseproc)cell_traverse,
    .tp_clear = (inquiry)cell_clear,
    .tp_getset = cell_getset,
};

int
cell_ready(void)
{
    return PyType_Ready(&Cell_Type);
}
