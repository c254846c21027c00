/* Released before, or refused while there is one. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    Py_buffer source, dictionary;
} Reader;

static int
reader_init(Reader *self, PyObject *args, PyObject *kwargs)
{
    PyObject *data;
    if (!PyArg_ParseTuple(args, "O", &data))
        return -1;
    if (self->source.obj != NULL)
        PyBuffer_Release(&self->source);
    return PyObject_GetBuffer(data, &self->source, PyBUF_SIMPLE);
}

static PyObject *
reader_prime(Reader *self, PyObject *data)
{
    if (self->dictionary.buf != NULL) {
        PyErr_SetString(PyExc_ValueError, "there is a dictionary");
        return NULL;
    }
    if (PyObject_GetBuffer(data, &self->dictionary, PyBUF_SIMPLE) < 0)
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *
reader_open(Reader *self, PyObject *data)
{
    Py_buffer view;
    if (PyObject_GetBuffer(data, &view, PyBUF_SIMPLE) < 0)
        return NULL;
    PyBuffer_Release(&self->source);
    self->source = view;
    Py_RETURN_NONE;
}

static void
reader_dealloc(Reader *self)
{
    PyBuffer_Release(&self->source);
    PyBuffer_Release(&self->dictionary);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMethodDef reader_methods[] = {
    {"open", (PyCFunction)reader_open, METH_O, NULL},
    {"prime", (PyCFunction)reader_prime, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Reader_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "read.Reader",
    .tp_basicsize = sizeof(Reader),
    .tp_init = (initproc)reader_init,
    .tp_dealloc = (destructor)reader_dealloc,
    .tp_methods = reader_methods,
};
