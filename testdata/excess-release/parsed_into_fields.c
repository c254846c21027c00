/* Arguments parsed straight into fields, references taken afterwards: the
   early exit leaves what tp_dealloc will release. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *options;
    int retries;
} Topic;

static void
topic_dealloc(Topic *self)
{
    Py_XDECREF(self->options);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static int
topic_init(PyObject *op, PyObject *args, PyObject *kwds)
{
    static char *names[] = {"retries", "options", NULL};
    Topic *self = (Topic *)op;
    if (!PyArg_ParseTupleAndKeywords(args, kwds, "iO", names, &self->retries,
                                     &self->options))
        return -1;
    if (!PyDict_Check(self->options)) {
        PyErr_SetString(PyExc_TypeError, "options must be a dict");
        return -1; // WARN excess-release "self->options"
    }
    Py_INCREF(self->options);
    return 0;
}

PyTypeObject Topic_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "queue.Topic",
    .tp_basicsize = sizeof(Topic),
    .tp_dealloc = (destructor)topic_dealloc,
    .tp_init = topic_init,
    .tp_new = PyType_GenericNew,
    .tp_flags = Py_TPFLAGS_DEFAULT,
};
