/* Py_CLEAR() and Py_XSETREF() keep the order. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *stream;
} Reader;

static int
reader_init(Reader *self, PyObject *args, PyObject *Py_UNUSED(kwargs))
{
    PyObject *stream;
    if (!PyArg_ParseTuple(args, "O", &stream))
        return -1;
    Py_INCREF(stream);
    Py_XSETREF(self->stream, stream);
    return 0;
}

static PyObject *
reader_close(Reader *self, PyObject *Py_UNUSED(ignored))
{
    Py_CLEAR(self->stream);
    Py_RETURN_NONE;
}

static PyMethodDef reader_methods[] = {
    {"close", (PyCFunction)reader_close, METH_NOARGS, NULL},
    {NULL},
};

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
    .tp_methods = reader_methods,
};

int
reader_ready(void)
{
    return PyType_Ready(&Reader_Type);
}
