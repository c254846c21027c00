/* __init__() called again on a reader drops its first source. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *source;
    PyObject *lines;
} Reader;

static int
reader_init(Reader *self, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"source", NULL};
    PyObject *source;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O", names, &source))
        return -1;
    self->source = source; // WARN overwritten-field "'source'"
    Py_INCREF(self->source);
    self->lines = PyList_New(0); // WARN overwritten-field "'lines'"
    return self->lines == NULL ? -1 : 0;
}

static int
reader_traverse(Reader *self, visitproc visit, void *arg)
{
    Py_VISIT(self->source);
    Py_VISIT(self->lines);
    return 0;
}

static int
reader_clear(Reader *self)
{
    Py_CLEAR(self->source);
    Py_CLEAR(self->lines);
    return 0;
}

static void
reader_dealloc(Reader *self)
{
    PyObject_GC_UnTrack(self);
    reader_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Reader_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Reader",
    .tp_basicsize = sizeof(Reader),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)reader_init,
    .tp_dealloc = (destructor)reader_dealloc,
    .tp_traverse = (traverseproc)reader_traverse,
    .tp_clear = (inquiry)reader_clear,
};

int
reader_ready(void)
{
    return PyType_Ready(&Reader_Type);
}
