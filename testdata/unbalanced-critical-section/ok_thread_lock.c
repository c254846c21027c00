/* Taken for the caller, given back for him, or both here. */
#include <Python.h>
#include <pythread.h>

typedef struct {
    PyObject_HEAD
    PyThread_type_lock lock;
    int users;
} gate;

static PyObject *
gate_enter(PyObject *o, PyObject *unused)
{
    gate *self = (gate *)o;
    if (!PyThread_acquire_lock(self->lock, NOWAIT_LOCK)) {
        PyErr_SetString(PyExc_RuntimeError, "somebody is inside");
        return NULL;
    }
    self->users++;
    Py_RETURN_NONE;
}

static PyObject *
gate_leave(PyObject *o, PyObject *unused)
{
    gate *self = (gate *)o;
    self->users--;
    PyThread_release_lock(self->lock);
    Py_RETURN_NONE;
}

static PyObject *
gate_users(PyObject *o, PyObject *unused)
{
    gate *self = (gate *)o;
    PyThread_type_lock lock = self->lock;
    PyThread_acquire_lock(lock, WAIT_LOCK);
    PyObject *n = PyLong_FromLong(self->users);
    PyThread_release_lock(self->lock);
    return n;
}

PyMethodDef gate_methods[] = {
    {"enter", gate_enter, METH_NOARGS, NULL},
    {"leave", gate_leave, METH_NOARGS, NULL},
    {"users", gate_users, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
