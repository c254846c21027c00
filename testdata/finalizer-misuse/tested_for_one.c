/* The result is tested for the wrong number. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *on_end;
} Lease;

static int
lease_set_on_end(Lease *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_XINCREF(value);
    Py_XSETREF(self->on_end, value);
    return 0;
}

static PyGetSetDef lease_getset[] = {
    {"on_end", NULL, (setter)lease_set_on_end, NULL, NULL},
    {NULL},
};

static int
lease_traverse(Lease *self, visitproc visit, void *arg)
{
    Py_VISIT(self->on_end);
    return 0;
}

static int
lease_clear(Lease *self)
{
    Py_CLEAR(self->on_end);
    return 0;
}

static void
lease_finalize(PyObject *op)
{
    Lease *self = (Lease *)op;
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
lease_dealloc(Lease *self)
{
    int revived = PyObject_CallFinalizerFromDealloc((PyObject *)self); // WARN finalizer-misuse "lease_dealloc() goes on with 'demo.Lease'"
    if (revived == 1)
        return;
    PyObject_GC_UnTrack(self);
    Py_CLEAR(self->on_end);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Lease_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Lease",
    .tp_basicsize = sizeof(Lease),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)lease_dealloc,
    .tp_traverse = (traverseproc)lease_traverse,
    .tp_clear = (inquiry)lease_clear,
    .tp_finalize = lease_finalize,
    .tp_getset = lease_getset,
};

int
lease_ready(void)
{
    return PyType_Ready(&Lease_Type);
}
