/* Weak references are cleared, by tp_dealloc itself or by a helper. */
#include <Python.h>
#include <structmember.h>

typedef struct {
    PyObject_HEAD
    PyObject *weakrefs;
} Handle;

static void
forget(Handle *self)
{
    if (self->weakrefs != NULL)
        PyObject_ClearWeakRefs((PyObject *)self);
}

static void
handle_dealloc(Handle *self)
{
    forget(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Handle_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "demo.Handle",
    .tp_basicsize = sizeof(Handle),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)handle_dealloc,
    .tp_weaklistoffset = offsetof(Handle, weakrefs),
    .tp_new = PyType_GenericNew,
};
