/* The reference goes, the instance stays. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *target;
} Link;

static void
link_dealloc(Link *self) // WARN leaked-allocation "never frees the instance"
{
    Py_CLEAR(self->target);
}

PyTypeObject Link_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "demo.Link",
    .tp_basicsize = sizeof(Link),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)link_dealloc,
    .tp_new = PyType_GenericNew,
};
