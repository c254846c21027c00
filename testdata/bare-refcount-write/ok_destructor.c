/* The object lives a little longer, while its owner is told. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    void (*told)(PyObject *);
} Guest;

static void
guest_dealloc(PyObject *self)
{
    self->ob_refcnt = 1;
    ((Guest *)self)->told(self);
    self->ob_refcnt = 0;
    PyObject_Free(self);
}

static PyTypeObject Guest_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Guest",
    .tp_basicsize = sizeof(Guest),
    .tp_dealloc = guest_dealloc,
    .tp_free = PyObject_Free,
};
