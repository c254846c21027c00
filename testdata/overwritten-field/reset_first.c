/* tp_init sets its fields to NULL, as if they could hold nothing yet. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *config;
} Topic;

static int
topic_init(Topic *self, PyObject *args, PyObject *Py_UNUSED(kwargs))
{
    PyObject *config = NULL;
    self->config = NULL; // WARN overwritten-field "'config'"
    if (!PyArg_ParseTuple(args, "|O", &config))
        return -1;
    if (config != NULL) {
        Py_INCREF(config);
        self->config = config;
    }
    return 0;
}

static int
topic_traverse(Topic *self, visitproc visit, void *arg)
{
    Py_VISIT(self->config);
    return 0;
}

static int
topic_clear(Topic *self)
{
    Py_CLEAR(self->config);
    return 0;
}

static void
topic_dealloc(Topic *self)
{
    PyObject_GC_UnTrack(self);
    topic_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Topic_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Topic",
    .tp_basicsize = sizeof(Topic),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)topic_init,
    .tp_dealloc = (destructor)topic_dealloc,
    .tp_traverse = (traverseproc)topic_traverse,
    .tp_clear = (inquiry)topic_clear,
};

int
topic_ready(void)
{
    return PyType_Ready(&Topic_Type);
}
