/* Heap type, self as PyObject *. */
#include <Python.h>
#include <stddef.h>
#include <structmember.h>

typedef struct {
    PyObject_HEAD
    PyObject *callback;
} Cell;

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
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(self->callback);
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
    PyTypeObject *type = Py_TYPE(op);
    PyObject_GC_UnTrack(op);
    Py_CLEAR(self->callback);
    type->tp_free(op);
    Py_DECREF(type);
}

static PyType_Slot cell_slots[] = {
    {Py_tp_new, PyType_GenericNew},
    {Py_tp_dealloc, (destructor)cell_dealloc},
    {Py_tp_traverse, (traverseproc)cell_traverse},
    {Py_tp_clear, (inquiry)cell_clear},
    {Py_tp_getset, cell_getset},
    {0, NULL},
};

static PyType_Spec cell_spec = {
    .name = "demo.Cell",
    .basicsize = sizeof(Cell),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .slots = cell_slots,
};

PyObject *
make_type(void)
{
    return PyType_FromSpec(&cell_spec);
}
