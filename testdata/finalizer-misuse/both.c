/* Wrong order and the answer ignored. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *call;
} Hook;


static int
hook_set_call(Hook *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_XINCREF(value);
    Py_XSETREF(self->call, value);
    return 0;
}

static PyGetSetDef hook_getset[] = {
    {"call", NULL, (setter)hook_set_call, NULL, NULL},
    {NULL},
};

static int
hook_traverse(Hook *self, visitproc visit, void *arg)
{
    Py_VISIT(self->call);
    return 0;
}

static int
hook_clear(Hook *self)
{
    Py_CLEAR(self->call);
    return 0;
}

static void
hook_finalize(PyObject *self)
{
    PyObject *type, *value, *trace;
    PyErr_Fetch(&type, &value, &trace);
    if (((Hook *)self)->call != NULL) {
        PyObject *result = PyObject_CallObject(((Hook *)self)->call, NULL);
        if (result == NULL)
            PyErr_WriteUnraisable(NULL);
        Py_XDECREF(result);
    }
    PyErr_Restore(type, value, trace);
}

static void
hook_dealloc(Hook *self)
{
    PyObject_GC_UnTrack(self);
    Py_CLEAR(self->call); // WARN finalizer-misuse "releases fields"
    (void)PyObject_CallFinalizerFromDealloc( // WARN finalizer-misuse "revived"
        (PyObject *)self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Hook_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Hook",
    .tp_basicsize = sizeof(Hook),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)hook_dealloc,
    .tp_traverse = (traverseproc)hook_traverse,
    .tp_clear = (inquiry)hook_clear,
    .tp_finalize = hook_finalize,
    .tp_getset = hook_getset,
};

int
hook_ready(void)
{
    return PyType_Ready(&Hook_Type);
}
