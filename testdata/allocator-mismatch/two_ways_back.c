/* One function knows where the block came from, the other does not. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    char *buffer;
} Pipe;

static PyObject *
pipe_resize(Pipe *self, PyObject *arg)
{
    Py_ssize_t n = PyLong_AsSsize_t(arg);
    if (n == -1 && PyErr_Occurred())
        return NULL;
    char *p = PyMem_Malloc((size_t)n);
    if (p == NULL)
        return PyErr_NoMemory();
    PyMem_Free(self->buffer);
    self->buffer = p;
    Py_RETURN_NONE;
}

static void
pipe_dealloc(Pipe *self)
{
    free(self->buffer); // WARN allocator-mismatch "free()"
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMethodDef pipe_methods[] = {
    {"resize", (PyCFunction)pipe_resize, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Pipe_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Pipe",
    .tp_basicsize = sizeof(Pipe),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)pipe_dealloc,
    .tp_methods = pipe_methods,
};
