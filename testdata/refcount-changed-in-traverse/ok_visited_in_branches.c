/* One of two visits is made. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *callback;
    int deep;
} Spot;

static int
spot_set_callback(Spot *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_XINCREF(value);
    Py_XSETREF(self->callback, value);
    return 0;
}

static PyGetSetDef spot_getset[] = {
    {"callback", NULL, (setter)spot_set_callback, NULL, NULL},
    {NULL},
};

static int
spot_traverse(Spot *self, visitproc visit, void *arg)
{
    if (self->deep)
        Py_VISIT(self->callback);
    else
        Py_VISIT(self->callback);
    return 0;
}

static int
spot_clear(Spot *self)
{
    Py_CLEAR(self->callback);
    return 0;
}

static void
spot_dealloc(Spot *self)
{
    PyObject_GC_UnTrack(self);
    spot_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Spot_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Spot",
    .tp_basicsize = sizeof(Spot),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)spot_dealloc,
    .tp_traverse = (traverseproc)spot_traverse,
    .tp_clear = (inquiry)spot_clear,
    .tp_getset = spot_getset,
};

int
spot_ready(void)
{
    return PyType_Ready(&Spot_Type);
}
