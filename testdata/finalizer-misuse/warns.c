/* A warning about a forgotten close() carries the instance. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int open;
} Link;

static void
link_dealloc(Link *self)
{
    PyObject *type, *value, *trace;
    PyErr_Fetch(&type, &value, &trace);
    if (self->open &&
        PyErr_ResourceWarning( // WARN finalizer-misuse "PyErr_ResourceWarning"
            (PyObject *)self, 1, "unclosed link") < 0)
        PyErr_Clear();
    PyErr_Restore(type, value, trace);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Link_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Link",
    .tp_basicsize = sizeof(Link),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)link_dealloc,
};

int
link_ready(void)
{
    return PyType_Ready(&Link_Type);
}
