/* Through a variable, while the field still has it. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *owner;
} Handle;

static PyObject *
handle_attach(Handle *self, PyObject *owner)
{
    PyObject *old = self->owner;

    if (old != NULL)
        Py_DECREF(old); // WARN released-in-place "'owner'"
    Py_INCREF(owner);
    self->owner = owner;
    Py_RETURN_NONE;
}

static PyMethodDef handle_methods[] = {
    {"attach", (PyCFunction)handle_attach, METH_O, NULL},
    {NULL},
};

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

PyTypeObject Handle_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Handle",
    .tp_basicsize = sizeof(Handle),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)handle_dealloc,
    .tp_traverse = (traverseproc)handle_traverse,
    .tp_clear = (inquiry)handle_clear,
    .tp_methods = handle_methods,
};

int
handle_ready(void)
{
    return PyType_Ready(&Handle_Type);
}
