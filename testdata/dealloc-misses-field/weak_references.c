/* Weak references lead to the instance after its end. */
#include <Python.h>
#include <structmember.h>

typedef struct {
    PyObject_HEAD
    int fd;
    PyObject *weakrefs;
} Handle;

static void
handle_dealloc(Handle *self) // WARN dealloc-misses-field "weak references"
{
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
