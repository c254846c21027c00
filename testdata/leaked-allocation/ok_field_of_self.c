/* The instance keeps the block; tp_dealloc frees it. */
#include <Python.h>
#include <stdlib.h>

typedef struct {
    PyObject_HEAD
    char *buffer;
    size_t size;
} Reader;

static int
Reader_init(Reader *self, PyObject *args, PyObject *kwds)
{
    Py_ssize_t n;
    if (!PyArg_ParseTuple(args, "n", &n))
        return -1;
    char *buffer = malloc((size_t)n + 1);
    if (buffer == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    free(self->buffer);
    self->buffer = buffer;
    self->size = (size_t)n;
    return 0;
}

static void
Reader_dealloc(Reader *self)
{
    free(self->buffer);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Reader_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "reader.Reader",
    .tp_basicsize = sizeof(Reader),
    .tp_dealloc = (destructor)Reader_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_init = (initproc)Reader_init,
    .tp_new = PyType_GenericNew,
};
