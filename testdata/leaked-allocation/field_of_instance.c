/* tp_dealloc releases the reference but forgets the block. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *source;
    double *samples;
    char *label;
} Trace;

static int
Trace_init(Trace *self, PyObject *args, PyObject *kwargs)
{
    Py_ssize_t n;
    if (!PyArg_ParseTuple(args, "n", &n))
        return -1;
    PyMem_Free(self->samples);
    self->samples = PyMem_Calloc((size_t)n, sizeof(double));
    if (self->samples == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    return 0;
}

static void
Trace_dealloc(Trace *self) // WARN leaked-allocation "does not free 'samples'"
{
    Py_XDECREF(self->source);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Trace_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "demo.Trace",
    .tp_basicsize = sizeof(Trace),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_init = (initproc)Trace_init,
    .tp_dealloc = (destructor)Trace_dealloc,
    .tp_new = PyType_GenericNew,
};
