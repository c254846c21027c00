/* Waits for a lock of its own that it has taken a moment ago. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyThread_type_lock lock;
    int depth;
} Gate;

static PyObject *
gate_enter(Gate *self, PyObject *Py_UNUSED(ignored))
{
    Py_BEGIN_ALLOW_THREADS
    PyThread_acquire_lock(self->lock, WAIT_LOCK);
    Py_END_ALLOW_THREADS
    if (self->depth++ > 0) {
        Py_BEGIN_ALLOW_THREADS
        PyThread_acquire_lock(self->lock, WAIT_LOCK); // WARN unbalanced-critical-section "the lock 'self->lock' is taken while it is held"
        Py_END_ALLOW_THREADS
    }
    PyThread_release_lock(self->lock);
    Py_RETURN_NONE;
}

PyMethodDef gate_methods[] = {
    {"enter", (PyCFunction)gate_enter, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
