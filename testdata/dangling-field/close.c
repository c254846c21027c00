/* A second close(), or the end of the instance, releases once more. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *buffer;
} File;

static int
file_init(File *self, PyObject *args, PyObject *Py_UNUSED(kwargs))
{
    PyObject *value;
    if (!PyArg_ParseTuple(args, "O", &value))
        return -1;
    Py_INCREF(value);
    Py_XSETREF(self->buffer, value);
    return 0;
}

static PyObject *
file_close(File *self, PyObject *Py_UNUSED(ignored))
{
    Py_XDECREF(self->buffer); // WARN dangling-field "file_close()"
    Py_RETURN_NONE;
}

static PyMethodDef file_methods[] = {
    {"close", (PyCFunction)file_close, METH_NOARGS, NULL},
    {NULL},
};

static int
file_traverse(File *self, visitproc visit, void *arg)
{
    Py_VISIT(self->buffer);
    return 0;
}

static int
file_clear(File *self)
{
    Py_CLEAR(self->buffer);
    return 0;
}

static void
file_dealloc(File *self)
{
    PyObject_GC_UnTrack(self);
    file_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject File_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.File",
    .tp_basicsize = sizeof(File),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)file_dealloc,
    .tp_traverse = (traverseproc)file_traverse,
    .tp_clear = (inquiry)file_clear,
    .tp_init = (initproc)file_init,
    .tp_methods = file_methods,
};

int
file_ready(void)
{
    return PyType_Ready(&File_Type);
}
