/* __init__() is called a second time. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *stream;
} Reader;

static int
reader_init(Reader *self, PyObject *args, PyObject *Py_UNUSED(kwargs))
{
    PyObject *stream = NULL;
    if (!PyArg_ParseTuple(args, "O:Reader", &stream))
        return -1;
    Py_XDECREF(self->stream); // WARN released-in-place "reader_init()"
    self->stream = stream;
    Py_INCREF(self->stream);
    return 0;
}

static int
reader_traverse(Reader *self, visitproc visit, void *arg)
{
    Py_VISIT(self->stream);
    return 0;
}

static int
reader_clear(Reader *self)
{
    Py_CLEAR(self->stream);
    return 0;
}

static void
reader_dealloc(Reader *self)
{
    PyObject_GC_UnTrack(self);
    reader_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Reader_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Reader",
    .tp_basicsize = sizeof(Reader),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)reader_dealloc,
    .tp_traverse = (traverseproc)reader_traverse,
    .tp_clear = (inquiry)reader_clear,
    .tp_init = (initproc)reader_init,
};

int
reader_ready(void)
{
    return PyType_Ready(&Reader_Type);
}
