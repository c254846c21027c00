/* The bound method is used and dropped again. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    long written;
} Stream;

static PyObject *
stream_write(PyObject *self, PyObject *data)
{
    ((Stream *)self)->written++;
    Py_INCREF(data);
    return data;
}

static PyObject *
stream_flush(PyObject *self, PyObject *Py_UNUSED(ignored))
{
    PyObject *write = PyObject_GetAttrString(self, "write");
    if (write == NULL)
        return NULL;
    PyObject *result = PyObject_CallFunctionObjArgs(write, Py_None, NULL);
    Py_DECREF(write);
    return result;
}

static PyMethodDef stream_methods[] = {
    {"write", stream_write, METH_O, NULL},
    {"flush", stream_flush, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject Stream_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Stream",
    .tp_basicsize = sizeof(Stream),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_methods = stream_methods,
};

int
stream_ready(void)
{
    return PyType_Ready(&Stream_Type);
}
