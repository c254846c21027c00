/* extra is visited, not cleared: slots assigned at import. */
#include <Python.h>
#include <stddef.h>
#include <structmember.h>

typedef struct {
    PyObject_HEAD
    PyObject *callback;
    PyObject *extra;
} Slot;

static int
slot_set_callback(Slot *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_XINCREF(value);
    Py_XSETREF(self->callback, value);
    Py_XINCREF(value);
    Py_XSETREF(self->extra, value);
    return 0;
}

static PyGetSetDef slot_getset[] = {
    {"callback", NULL, (setter)slot_set_callback, NULL, NULL},
    {NULL},
};

static int
slot_traverse(Slot *self, visitproc visit, void *arg)
{
    Py_VISIT(self->callback);
    Py_VISIT(self->extra);
    return 0;
}

static int
slot_clear(Slot *self) // WARN clear-misses-field "does not clear 'extra'"
{
    Py_CLEAR(self->callback);
    return 0;
}

static void
slot_dealloc(Slot *self)
{
    PyObject_GC_UnTrack(self);
    Py_CLEAR(self->callback);
    Py_CLEAR(self->extra);
    Py_TYPE(self)->tp_free((PyObject *)self);
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
    Slot_Type.tp_getset = slot_getset;
    return PyType_Ready(&Slot_Type);
}
