/* The report names the type, not the instance. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    long pending;
} Sink;

static void
sink_dealloc(Sink *self)
{
    if (self->pending > 0) {
        PyErr_SetString(PyExc_OSError, "data lost");
        PyErr_WriteUnraisable((PyObject *)Py_TYPE(self));
    }
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Sink_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Sink",
    .tp_basicsize = sizeof(Sink),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)sink_dealloc,
};

int
sink_ready(void)
{
    return PyType_Ready(&Sink_Type);
}
