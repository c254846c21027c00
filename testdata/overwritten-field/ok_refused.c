/* A second __init__() is refused when the field is set. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *owner;
} Handle;

static int
handle_init(Handle *self, PyObject *args, PyObject *Py_UNUSED(kwargs))
{
    PyObject *owner;
    if (self->owner != NULL) {
        PyErr_SetString(PyExc_RuntimeError, "already initialised");
        return -1;
    }
    if (!PyArg_ParseTuple(args, "O", &owner))
        return -1;
    Py_INCREF(owner);
    self->owner = owner;
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
    handle_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Handle_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Handle",
    .tp_basicsize = sizeof(Handle),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)handle_dealloc,
    .tp_traverse = (traverseproc)handle_traverse,
    .tp_clear = (inquiry)handle_clear,
    .tp_init = (initproc)handle_init,
};

int
handle_ready(void)
{
    return PyType_Ready(&Handle_Type);
}
