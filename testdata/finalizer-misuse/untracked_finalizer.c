/* A finalizer that hands the instance out leaves it outside of the collector. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *on_end;
} Guard;

static int
guard_set_on_end(Guard *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_XINCREF(value);
    Py_XSETREF(self->on_end, value);
    return 0;
}

static PyGetSetDef guard_getset[] = {
    {"on_end", NULL, (setter)guard_set_on_end, NULL, NULL},
    {NULL},
};

static int
guard_traverse(Guard *self, visitproc visit, void *arg)
{
    Py_VISIT(self->on_end);
    return 0;
}

static int
guard_clear(Guard *self)
{
    Py_CLEAR(self->on_end);
    return 0;
}

static void
guard_finalize(PyObject *op)
{
    Guard *self = (Guard *)op;
    PyObject *type, *value, *trace;
    if (self->on_end == NULL)
        return;
    PyErr_Fetch(&type, &value, &trace);
    PyObject *result = PyObject_CallFunctionObjArgs(self->on_end, op, NULL);
    if (result == NULL)
        PyErr_WriteUnraisable(self->on_end);
    Py_XDECREF(result);
    PyErr_Restore(type, value, trace);
}

static void
guard_dealloc(Guard *self)
{
    PyObject_GC_UnTrack(self);
    if (PyObject_CallFinalizerFromDealloc((PyObject *)self) < 0) // WARN finalizer-misuse "guard_dealloc() calls the finalizer of 'demo.Guard' after PyObject_GC_UnTrack()"
        return;
    Py_CLEAR(self->on_end);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Guard_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Guard",
    .tp_basicsize = sizeof(Guard),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)guard_dealloc,
    .tp_traverse = (traverseproc)guard_traverse,
    .tp_clear = (inquiry)guard_clear,
    .tp_finalize = guard_finalize,
    .tp_getset = guard_getset,
};

int
guard_ready(void)
{
    return PyType_Ready(&Guard_Type);
}
