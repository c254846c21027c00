/* The index stays where it is: the queue keeps its reference. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject **queue;
    Py_ssize_t first, end, seen;
} Reader;

static void
reader_dealloc(Reader *self)
{
    while (self->first < self->end) {
        Py_CLEAR(self->queue[self->first]);
        self->first++;
    }
    PyMem_Free(self->queue);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyObject *
reader_peek(Reader *self, PyObject *Py_UNUSED(ignored))
{
    if (self->first < self->end) {
        self->seen++;
        return self->queue[self->first]; // WARN returned-borrowed-reference "without a reference"
    }
    Py_RETURN_NONE;
}

static PyMethodDef reader_methods[] = {
    {"peek", (PyCFunction)reader_peek, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject ReaderType = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "readers.Reader",
    .tp_basicsize = sizeof(Reader),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)reader_dealloc,
    .tp_methods = reader_methods,
};

int
reader_ready(void)
{
    return PyType_Ready(&ReaderType);
}
