/* The bound method of the instance, looked up once and kept. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *write;
} Stream;

static PyObject *
stream_write(PyObject *Py_UNUSED(self), PyObject *data)
{
    Py_INCREF(data);
    return data;
}

static PyMethodDef stream_methods[] = {
    {"write", stream_write, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static PyObject *
stream_new(PyTypeObject *type, PyObject *Py_UNUSED(args), PyObject *Py_UNUSED(k))
{
    Stream *self = (Stream *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    self->write = // WARN finalizer-in-cycle "PyObject_GetAttrString"
        PyObject_GetAttrString((PyObject *)self, "write");
    if (self->write == NULL) {
        Py_DECREF(self);
        return NULL;
    }
    return (PyObject *)self;
}

static void
stream_dealloc(PyObject *self)
{
    Py_XDECREF(((Stream *)self)->write);
    Py_TYPE(self)->tp_free(self);
}

static PyTypeObject Stream_Type = { // DOUBT container-without-gc "write"
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Stream",
    .tp_basicsize = sizeof(Stream),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = stream_new,
    .tp_dealloc = stream_dealloc,
    .tp_methods = stream_methods,
};

int
stream_ready(void)
{
    return PyType_Ready(&Stream_Type);
}
