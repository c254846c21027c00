/* A queue hands its reference out with the item: the index moves on. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject **queue;
    Py_ssize_t first, end;
} Reader;

static int
reader_clear(Reader *self)
{
    while (self->first < self->end) {
        Py_CLEAR(self->queue[self->first]);
        self->first++;
    }
    return 0;
}

static void
reader_dealloc(Reader *self)
{
    reader_clear(self);
    PyMem_Free(self->queue);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyObject *
reader_next(Reader *self)
{
    if (self->first < self->end)
        return self->queue[self->first++];
    return NULL;
}

static PyTypeObject ReaderType = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "readers.Reader",
    .tp_basicsize = sizeof(Reader),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)reader_dealloc,
    .tp_iter = PyObject_SelfIter,
    .tp_iternext = (iternextfunc)reader_next,
};

int
reader_ready(void)
{
    return PyType_Ready(&ReaderType);
}
