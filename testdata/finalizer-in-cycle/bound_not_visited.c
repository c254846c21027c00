/* The type is collected, but the bound function is hidden. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *handler;
    PyObject *feed;
} Parser;

static PyObject *
parser_feed(PyObject *self, PyObject *data)
{
    return PyObject_CallFunctionObjArgs(((Parser *)self)->handler, data, NULL);
}

static PyMethodDef feed_method = {"feed", parser_feed, METH_O, NULL};

static int
parser_init(Parser *self, PyObject *args, PyObject *Py_UNUSED(kwargs))
{
    PyObject *handler;
    if (!PyArg_ParseTuple(args, "O", &handler))
        return -1;
    Py_INCREF(handler);
    Py_XSETREF(self->handler, handler);
    Py_CLEAR(self->feed);
    self->feed = // WARN finalizer-in-cycle "'feed'"
        PyCFunction_New(&feed_method, (PyObject *)self);
    return self->feed == NULL ? -1 : 0;
}

static int
parser_traverse( // WARN traverse-misses-field "'feed'"
    Parser *self, visitproc visit, void *arg)
{
    Py_VISIT(self->handler);
    return 0;
}

static int
parser_clear(Parser *self)
{
    Py_CLEAR(self->handler);
    Py_CLEAR(self->feed);
    return 0;
}

static void
parser_dealloc(Parser *self)
{
    PyObject_GC_UnTrack(self);
    parser_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Parser_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Parser",
    .tp_basicsize = sizeof(Parser),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)parser_init,
    .tp_dealloc = (destructor)parser_dealloc,
    .tp_traverse = (traverseproc)parser_traverse,
    .tp_clear = (inquiry)parser_clear,
};

int
parser_ready(void)
{
    return PyType_Ready(&Parser_Type);
}
