/* The old value goes to the caller with its reference. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *value;
} Slot;

static PyObject *
slot_swap(Slot *self, PyObject *value)
{
    PyObject *old = self->value;
    Py_INCREF(value);
    self->value = value;
    if (old == NULL)
        Py_RETURN_NONE;
    return old;
}

static PyMethodDef slot_methods[] = {
    {"swap", (PyCFunction)slot_swap, METH_O, NULL},
    {NULL},
};

static int
slot_traverse(Slot *self, visitproc visit, void *arg)
{
    Py_VISIT(self->value);
    return 0;
}

static int
slot_clear(Slot *self)
{
    Py_CLEAR(self->value);
    return 0;
}

static void
slot_dealloc(Slot *self)
{
    PyObject_GC_UnTrack(self);
    slot_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Slot_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Slot",
    .tp_basicsize = sizeof(Slot),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)slot_dealloc,
    .tp_traverse = (traverseproc)slot_traverse,
    .tp_clear = (inquiry)slot_clear,
    .tp_methods = slot_methods,
};

int
slot_ready(void)
{
    return PyType_Ready(&Slot_Type);
}
