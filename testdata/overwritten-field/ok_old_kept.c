/* The old value waits in a variable. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *value;
} Knob;

static int
knob_set(Knob *self, PyObject *value, void *Py_UNUSED(closure))
{
    PyObject *old = self->value;
    Py_XINCREF(value);
    self->value = value;
    Py_XDECREF(old);
    return 0;
}

static PyObject *
knob_take(Knob *self, PyObject *Py_UNUSED(ignored))
{
    PyObject *old = self->value;
    self->value = NULL;
    if (old == NULL)
        Py_INCREF(Py_None);
    return old != NULL ? old : Py_None;
}

static PyMethodDef knob_methods[] = {
    {"take", (PyCFunction)knob_take, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef knob_getset[] = {
    {"value", NULL, (setter)knob_set, NULL, NULL},
    {NULL},
};

static int
knob_traverse(Knob *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
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
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    knob_clear(self);
    type->tp_free((PyObject *)self);
    Py_DECREF(type);
}

static PyType_Slot knob_slots[] = {
    {Py_tp_dealloc, knob_dealloc},
    {Py_tp_traverse, knob_traverse},
    {Py_tp_clear, knob_clear},
    {Py_tp_getset, knob_getset},
    {Py_tp_methods, knob_methods},
    {0, NULL},
};

static PyType_Spec knob_spec = {
    .name = "demo.Knob",
    .basicsize = sizeof(Knob),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .slots = knob_slots,
};

PyObject *
knob_type(void)
{
    return PyType_FromSpec(&knob_spec);
}
