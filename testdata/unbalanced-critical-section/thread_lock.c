/* The lock stays taken when the queue is closed. */
#include <Python.h>
#include <pythread.h>

typedef struct {
    PyObject_HEAD
    PyThread_type_lock lock;
    int closed;
    PyObject *items;
} queue;

static PyObject *
queue_put(PyObject *o, PyObject *item)
{
    queue *self = (queue *)o;
    if (!PyThread_acquire_lock(self->lock, NOWAIT_LOCK)) {
        Py_BEGIN_ALLOW_THREADS
        PyThread_acquire_lock(self->lock, WAIT_LOCK);
        Py_END_ALLOW_THREADS
    }
    if (self->closed) {
        PyErr_SetString(PyExc_ValueError, "queue is closed");
        return NULL; // WARN unbalanced-critical-section "the lock 'self->lock' is not released"
    }
    int rc = PyList_Append(self->items, item);
    PyThread_release_lock(self->lock);
    if (rc < 0)
        return NULL;
    Py_RETURN_NONE;
}

PyMethodDef queue_methods[] = {
    {"put", queue_put, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
