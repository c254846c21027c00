/* Freed as it was allocated: slots assigned at import. */
#include <Python.h>
#include <stddef.h>
#include <structmember.h>

typedef struct {
    PyObject_HEAD
    long callback;
} Slot;

static int
slot_traverse(Slot *self, visitproc visit, void *arg)
{
    (void)self;
    (void)visit;
    (void)arg;
    return 0;
}

static int
slot_clear(Slot *self)
{
    (void)self;
    return 0;
}

static void
slot_dealloc(Slot *self)
{
    PyObject_GC_UnTrack(self);
    PyObject_GC_Del(self);
}

static PyTypeObject Slot_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Slot",
    .tp_basicsize = sizeof(Slot),
};

int
ready(void)
{
    Slot_Type.tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC;
    Slot_Type.tp_new = PyType_GenericNew;
    Slot_Type.tp_dealloc = (destructor)slot_dealloc;
    Slot_Type.tp_traverse = (traverseproc)slot_traverse;
    Slot_Type.tp_clear = (inquiry)slot_clear;
    return PyType_Ready(&Slot_Type);
}
