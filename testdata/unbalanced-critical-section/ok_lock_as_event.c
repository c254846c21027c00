/* Who waits for an item takes the lock of the mailbox, and stays without an
   item until put() lets go of it. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyThread_type_lock filled;
    int waiting;
    PyObject *items;
} Mailbox;

static PyObject *
mailbox_put(Mailbox *self, PyObject *item)
{
    if (PyList_Append(self->items, item) < 0)
        return NULL;
    if (self->waiting) {
        self->waiting = 0;
        PyThread_release_lock(self->filled);
    }
    Py_RETURN_NONE;
}

static PyObject *
mailbox_get(Mailbox *self, PyObject *Py_UNUSED(ignored))
{
    while (PyList_GET_SIZE(self->items) == 0) {
        int got = PyThread_acquire_lock_timed(self->filled, 0, 0);
        if (got == 0) {
            Py_BEGIN_ALLOW_THREADS
            got = PyThread_acquire_lock_timed(self->filled, 1000, 1);
            Py_END_ALLOW_THREADS
        }
        if (got == 0) {
            PyErr_SetNone(PyExc_TimeoutError);
            return NULL;
        }
        self->waiting = 1;
    }
    return PyObject_CallMethod(self->items, "pop", NULL);
}

PyMethodDef mailbox_methods[] = {
    {"put", (PyCFunction)mailbox_put, METH_O, NULL},
    {"get", (PyCFunction)mailbox_get, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
