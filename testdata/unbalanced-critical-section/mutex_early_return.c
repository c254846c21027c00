// PYTHON >=3.13
/* A mutex in a field. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyMutex lock;
    int closed;
} Stream;

PyObject *
stream_close(Stream *self, PyObject *unused)
{
    PyMutex_Lock(&self->lock);
    if (self->closed)
        Py_RETURN_NONE; // WARN unbalanced-critical-section "is not unlocked"
    self->closed = 1;
    PyMutex_Unlock(&self->lock);
    Py_RETURN_NONE;
}
