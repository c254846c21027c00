/* The view of the source is part of the instance, which releases it. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    Py_buffer input;
} Source;

static void
source_close(Source *self)
{
    PyBuffer_Release(&self->input);
}

static void
source_dealloc(Source *self)
{
    source_close(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Source_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "demo.Source",
    .tp_basicsize = sizeof(Source),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)source_dealloc,
};

PyObject *
source_open(PyObject *module, PyObject *o)
{
    Source *self = PyObject_New(Source, &Source_Type);
    if (self == NULL)
        return NULL;
    memset(&self->input, 0, sizeof self->input);
    if (PyObject_GetBuffer(o, &self->input, PyBUF_SIMPLE) < 0) {
        Py_DECREF(self);
        return NULL;
    }
    return (PyObject *)self;
}
