/* The failure releases the lock, and the end does so again. */
#include <Python.h>
#include <pythread.h>

typedef struct {
    PyObject_HEAD
    PyThread_type_lock lock;
    PyObject *cache;
} store;

static PyObject *
store_get(PyObject *o, PyObject *key)
{
    store *self = (store *)o;
    PyThread_acquire_lock(self->lock, 1);
    PyObject *found = PyObject_GetItem(self->cache, key);
    if (found == NULL)
        PyThread_release_lock(self->lock);
    PyThread_release_lock(self->lock); // WARN unbalanced-critical-section "released twice"
    return found;
}

PyMethodDef store_methods[] = {
    {"get", store_get, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
