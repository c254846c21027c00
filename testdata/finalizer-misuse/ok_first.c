/* The finalizer first, and its answer minded. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *on_end;
} Job;


static int
job_set_on_end(Job *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_XINCREF(value);
    Py_XSETREF(self->on_end, value);
    return 0;
}

static PyGetSetDef job_getset[] = {
    {"on_end", NULL, (setter)job_set_on_end, NULL, NULL},
    {NULL},
};

static int
job_traverse(Job *self, visitproc visit, void *arg)
{
    Py_VISIT(self->on_end);
    return 0;
}

static int
job_clear(Job *self)
{
    Py_CLEAR(self->on_end);
    return 0;
}

static void
job_finalize(PyObject *self)
{
    PyObject *type, *value, *trace;
    PyErr_Fetch(&type, &value, &trace);
    if (((Job *)self)->on_end != NULL) {
        PyObject *result = PyObject_CallObject(((Job *)self)->on_end, NULL);
        if (result == NULL)
            PyErr_WriteUnraisable(NULL);
        Py_XDECREF(result);
    }
    PyErr_Restore(type, value, trace);
}

static void
job_dealloc(Job *self)
{
    if (PyObject_CallFinalizerFromDealloc((PyObject *)self) < 0)
        return;
    PyObject_GC_UnTrack(self);
    job_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Job_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Job",
    .tp_basicsize = sizeof(Job),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)job_dealloc,
    .tp_traverse = (traverseproc)job_traverse,
    .tp_clear = (inquiry)job_clear,
    .tp_finalize = job_finalize,
    .tp_getset = job_getset,
};

int
job_ready(void)
{
    return PyType_Ready(&Job_Type);
}
