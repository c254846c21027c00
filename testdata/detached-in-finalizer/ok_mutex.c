/* A lock of the library is not the GIL. */
#include <Python.h>
#include <pthread.h>

typedef struct {
    PyObject_HEAD
    pthread_mutex_t mutex;
    int *counts;
} Counter;

static void
counter_dealloc(Counter *self)
{
    pthread_mutex_lock(&self->mutex);
    PyMem_Free(self->counts);
    pthread_mutex_unlock(&self->mutex);
    pthread_mutex_destroy(&self->mutex);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Counter_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "stat.Counter",
    .tp_basicsize = sizeof(Counter),
    .tp_dealloc = (destructor)counter_dealloc,
};
