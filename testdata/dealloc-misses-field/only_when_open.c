/* The handle is released together with the descriptor, or not at all. */
#include <Python.h>
#include <unistd.h>

typedef struct {
    PyObject_HEAD
    PyObject *owner;
    int fd;
} Handle;

static int
handle_init(Handle *self, PyObject *args, PyObject *kwargs)
{
    PyObject *owner, *old;
    (void)kwargs;
    if (!PyArg_ParseTuple(args, "O", &owner))
        return -1;
    Py_INCREF(owner);
    old = self->owner;
    self->owner = owner;
    Py_XDECREF(old);
    self->fd = -1;
    return 0;
}

static int
handle_traverse(Handle *self, visitproc visit, void *arg)
{
    Py_VISIT(self->owner);
    return 0;
}

static int
handle_clear(Handle *self)
{
    Py_CLEAR(self->owner);
    return 0;
}

static void
handle_dealloc(Handle *self)
{
    PyObject_GC_UnTrack(self);
    if (self->owner != NULL && self->fd >= 0) {
        close(self->fd);
        Py_DECREF(self->owner);
    }
    Py_TYPE(self)->tp_free(self); // WARN dealloc-misses-field "'owner'"
}

static PyTypeObject Handle_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Handle",
    .tp_basicsize = sizeof(Handle),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)handle_init,
    .tp_dealloc = (destructor)handle_dealloc,
    .tp_traverse = (traverseproc)handle_traverse,
    .tp_clear = (inquiry)handle_clear,
};

int
handle_ready(void)
{
    return PyType_Ready(&Handle_Type);
}
