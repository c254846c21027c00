/* What is released was replaced in the field before. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *name;
} Mode;

static int
mode_set(Mode *self, PyObject *value, void *Py_UNUSED(closure))
{
    PyObject *old = self->name;
    Py_XINCREF(value);
    self->name = value;
    Py_XDECREF(old);
    return 0;
}

static PyGetSetDef mode_getset[] = {
    {"name", NULL, (setter)mode_set, NULL, NULL},
    {NULL},
};

static int
mode_traverse(Mode *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(self->name);
    return 0;
}

static int
mode_clear(Mode *self)
{
    Py_CLEAR(self->name);
    return 0;
}

static void
mode_dealloc(Mode *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    mode_clear(self);
    type->tp_free((PyObject *)self);
    Py_DECREF(type);
}

static PyType_Slot mode_slots[] = {
    {Py_tp_dealloc, mode_dealloc},
    {Py_tp_traverse, mode_traverse},
    {Py_tp_clear, mode_clear},
    {Py_tp_getset, mode_getset},
    {0, NULL},
};

static PyType_Spec mode_spec = {
    .name = "demo.Mode",
    .basicsize = sizeof(Mode),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .slots = mode_slots,
};

PyObject *
mode_type(void)
{
    return PyType_FromSpec(&mode_spec);
}
