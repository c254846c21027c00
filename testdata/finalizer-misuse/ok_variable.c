/* The answer goes through a variable. */
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
    Py_VISIT(Py_TYPE(self));
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
    PyTypeObject *type = Py_TYPE(self);
    int revived = PyObject_CallFinalizerFromDealloc((PyObject *)self);
    if (revived)
        return;
    PyObject_GC_UnTrack(self);
    job_clear(self);
    type->tp_free((PyObject *)self);
    Py_DECREF(type);
}

static PyType_Slot job_slots[] = {
    {Py_tp_dealloc, job_dealloc},
    {Py_tp_traverse, job_traverse},
    {Py_tp_clear, job_clear},
    {Py_tp_finalize, job_finalize},
    {Py_tp_getset, job_getset},
    {0, NULL},
};

static PyType_Spec job_spec = {
    .name = "demo.Job",
    .basicsize = sizeof(Job),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .slots = job_slots,
};

PyObject *
job_type(void)
{
    return PyType_FromSpec(&job_spec);
}
