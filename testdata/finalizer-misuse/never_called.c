/* tp_dealloc of a static type that leaves tp_finalize out. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *notify;
} Lease;


static int
lease_set_notify(Lease *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_XINCREF(value);
    Py_XSETREF(self->notify, value);
    return 0;
}

static PyGetSetDef lease_getset[] = {
    {"notify", NULL, (setter)lease_set_notify, NULL, NULL},
    {NULL},
};

static int
lease_traverse(Lease *self, visitproc visit, void *arg)
{
    Py_VISIT(self->notify);
    return 0;
}

static int
lease_clear(Lease *self)
{
    Py_CLEAR(self->notify);
    return 0;
}

static void
lease_finalize(PyObject *self)
{
    PyObject *type, *value, *trace;
    PyErr_Fetch(&type, &value, &trace);
    if (((Lease *)self)->notify != NULL) {
        PyObject *result = PyObject_CallObject(((Lease *)self)->notify, NULL);
        if (result == NULL)
            PyErr_WriteUnraisable(NULL);
        Py_XDECREF(result);
    }
    PyErr_Restore(type, value, trace);
}

static void
lease_dealloc(Lease *self) // WARN finalizer-misuse "never calls lease_finalize()"
{
    PyObject_GC_UnTrack(self);
    lease_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Lease_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Lease",
    .tp_basicsize = sizeof(Lease),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
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
