/* Every way that finds the field set releases it, once early, once late. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *sink;
    int pending;
    int shared;
} Writer;

static int
writer_init(Writer *self, PyObject *args, PyObject *kwargs)
{
    PyObject *sink;
    (void)kwargs;
    if (!PyArg_ParseTuple(args, "O", &sink))
        return -1;
    Py_INCREF(sink);
    Py_XSETREF(self->sink, sink);
    return 0;
}

static int
writer_traverse(Writer *self, visitproc visit, void *arg)
{
    Py_VISIT(self->sink);
    return 0;
}

static int
writer_clear(Writer *self)
{
    Py_CLEAR(self->sink);
    return 0;
}

static void
writer_dealloc(Writer *self)
{
    PyObject_GC_UnTrack(self);
    if (self->pending == 0) {
        Py_XDECREF(self->sink);
        Py_TYPE(self)->tp_free(self);
        return;
    }
    if (self->sink && !self->shared) {
        self->pending = 0;
        writer_clear(self);
    }
    else if (self->sink) {
        PyObject *sink = self->sink;
        self->sink = NULL;
        Py_DECREF(sink);
    }
    Py_TYPE(self)->tp_free(self);
}

static PyTypeObject Writer_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Writer",
    .tp_basicsize = sizeof(Writer),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)writer_init,
    .tp_dealloc = (destructor)writer_dealloc,
    .tp_traverse = (traverseproc)writer_traverse,
    .tp_clear = (inquiry)writer_clear,
};

int
writer_ready(void)
{
    return PyType_Ready(&Writer_Type);
}
