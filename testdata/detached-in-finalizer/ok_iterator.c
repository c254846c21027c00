/* The iterator waits without the GIL, its destructor does not. */
#include <Python.h>

extern int queue_take(void *queue);
extern void queue_free(void *queue);

typedef struct {
    PyObject_HEAD
    void *queue;
} Reader;

static PyObject *
reader_next(Reader *self)
{
    int n;
    Py_BEGIN_ALLOW_THREADS
    n = queue_take(self->queue);
    Py_END_ALLOW_THREADS
    return n < 0 ? NULL : PyLong_FromLong(n);
}

static void
reader_dealloc(Reader *self)
{
    queue_free(self->queue);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Reader_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "queue.Reader",
    .tp_basicsize = sizeof(Reader),
    .tp_dealloc = (destructor)reader_dealloc,
    .tp_iter = PyObject_SelfIter,
    .tp_iternext = (iternextfunc)reader_next,
};
