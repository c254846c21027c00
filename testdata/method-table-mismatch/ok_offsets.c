/* Dictionary and weak references where the struct has them. */
#include <Python.h>
#include <stddef.h>

typedef struct {
    PyObject_HEAD
    PyObject *callback;
    PyObject *dict, *weak;
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
    Py_VISIT(self->callback);
    Py_VISIT(self->dict);
    return 0;
}

static int
spot_clear(Spot *self)
{
    Py_CLEAR(self->callback);
    Py_CLEAR(self->dict);
    return 0;
}

static void
spot_dealloc(Spot *self)
{
    PyObject_GC_UnTrack(self);
    if (self->weak != NULL)
        PyObject_ClearWeakRefs((PyObject *)self);
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
    .tp_dictoffset = offsetof(Spot, dict),
    .tp_weaklistoffset = offsetof(Spot, weak),
};

int
spot_ready(void)
{
    return PyType_Ready(&Spot_Type);
}
