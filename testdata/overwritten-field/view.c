/* Every call takes a buffer; only the last one is released. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    Py_buffer source;
    Py_ssize_t at;
} Reader;

static PyObject *
reader_open(Reader *self, PyObject *data)
{
    if (PyObject_GetBuffer(data, &self->source, PyBUF_SIMPLE) < 0) // WARN overwritten-field "'source'"
        return NULL;
    self->at = 0;
    Py_RETURN_NONE;
}

static PyObject *
reader_read(Reader *self, PyObject *unused)
{
    const char *p = self->source.buf;
    if (p == NULL || self->at >= self->source.len)
        Py_RETURN_NONE;
    return PyBytes_FromStringAndSize(p + self->at++, 1);
}

static void
reader_dealloc(Reader *self)
{
    PyBuffer_Release(&self->source);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMethodDef reader_methods[] = {
    {"open", (PyCFunction)reader_open, METH_O, NULL},
    {"read", (PyCFunction)reader_read, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Reader_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "read.Reader",
    .tp_basicsize = sizeof(Reader),
    .tp_dealloc = (destructor)reader_dealloc,
    .tp_methods = reader_methods,
};
