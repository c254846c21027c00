/* tp_dealloc forgets the lock. */
#include <Python.h>
#include <pythread.h>

typedef struct {
    PyObject_HEAD
    PyThread_type_lock lock;
} Guard;

static PyObject *
guard_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    Guard *self = (Guard *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    self->lock = PyThread_allocate_lock();
    if (self->lock == NULL) {
        Py_DECREF(self);
        return PyErr_NoMemory();
    }
    return (PyObject *)self;
}

static void
guard_dealloc(Guard *self) // WARN leaked-allocation "'lock'"
{
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Guard_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "guard.Guard",
    .tp_basicsize = sizeof(Guard),
    .tp_new = guard_new,
    .tp_dealloc = (destructor)guard_dealloc,
};
