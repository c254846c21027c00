/* The view of the source is part of the instance. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    Py_buffer input;
    char *output;
} Packer;

static int
packer_init(Packer *self, PyObject *args, PyObject *kwargs)
{
    if (self->output != NULL)
        return 0;
    if (!PyArg_ParseTuple(args, "y*", &self->input))
        return -1;
    self->output = PyMem_Malloc(100);
    return 0;
}

static void
packer_dealloc(Packer *self) // WARN leaked-buffer "does not release 'input'"
{
    PyMem_Free(self->output);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Packer_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "demo.Packer",
    .tp_basicsize = sizeof(Packer),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_init = (initproc)packer_init,
    .tp_dealloc = (destructor)packer_dealloc,
    .tp_new = PyType_GenericNew,
};
