/* Py_XSETREF() releases the old value after the store. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *value;
} Knob;

static int
knob_set(Knob *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_XINCREF(value);
    Py_XSETREF(self->value, value);
    return 0;
}

static PyGetSetDef knob_getset[] = {
    {"value", NULL, (setter)knob_set, NULL, NULL},
    {NULL},
};

static int
knob_traverse(Knob *self, visitproc visit, void *arg)
{
    Py_VISIT(self->value);
    return 0;
}

static int
knob_clear(Knob *self)
{
    Py_CLEAR(self->value);
    return 0;
}

static void
knob_dealloc(Knob *self)
{
    PyObject_GC_UnTrack(self);
    knob_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Knob_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Knob",
    .tp_basicsize = sizeof(Knob),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)knob_dealloc,
    .tp_traverse = (traverseproc)knob_traverse,
    .tp_clear = (inquiry)knob_clear,
    .tp_getset = knob_getset,
};

int
knob_ready(void)
{
    return PyType_Ready(&Knob_Type);
}
