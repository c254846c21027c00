/* A method keeps the value alive while it uses it. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *run;
} Job;

static int
job_init(Job *self, PyObject *args, PyObject *Py_UNUSED(kwargs))
{
    PyObject *value;
    if (!PyArg_ParseTuple(args, "O", &value))
        return -1;
    Py_INCREF(value);
    Py_XSETREF(self->run, value);
    return 0;
}

static PyObject *
job_start(Job *self, PyObject *Py_UNUSED(ignored))
{
    PyObject *run = self->run, *result;
    if (run == NULL)
        Py_RETURN_NONE;
    Py_INCREF(run);
    result = PyObject_CallObject(run, NULL);
    Py_DECREF(run);
    return result;
}

static PyMethodDef job_methods[] = {
    {"start", (PyCFunction)job_start, METH_NOARGS, NULL},
    {NULL},
};

static int
job_traverse(Job *self, visitproc visit, void *arg)
{
    Py_VISIT(self->run);
    return 0;
}

static int
job_clear(Job *self)
{
    Py_CLEAR(self->run);
    return 0;
}

static void
job_dealloc(Job *self)
{
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
    .tp_init = (initproc)job_init,
    .tp_methods = job_methods,
};

int
job_ready(void)
{
    return PyType_Ready(&Job_Type);
}
