/* A view of bytes that were just made is there unless memory runs out. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *buffer;
} Reader;

PyObject *
Reader_slice(Reader *self, PyObject *args)
{
    Py_ssize_t n;
    if (!PyArg_ParseTuple(args, "n", &n))
        return NULL;
    PyObject *bytes = PyBytes_FromString("a text that is long enough");
    if (bytes == NULL)
        return NULL;
    Py_XSETREF(self->buffer, bytes);
    PyObject *view = PyMemoryView_FromObject(bytes);
    PyObject *slice = PySequence_GetSlice(view, 0, n);
    Py_DECREF(view); // RARE release-of-null
    return slice;
}

PyObject *
Reader_view(Reader *self, PyObject *args)
{
    PyObject *any;
    (void)self;
    if (!PyArg_ParseTuple(args, "O", &any))
        return NULL;
    PyObject *view = PyMemoryView_FromObject(any);
    PyObject *slice = PySequence_GetSlice(view, 0, 1);
    Py_DECREF(view); // WARN release-of-null
    return slice;
}

static void
Reader_dealloc(Reader *self)
{
    Py_XDECREF(self->buffer);
    PyObject_Free(self);
}

static PyMethodDef Reader_methods[] = {
    {"slice", (PyCFunction)Reader_slice, METH_VARARGS, NULL},
    {"view", (PyCFunction)Reader_view, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Reader_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "reader.Reader",
    .tp_basicsize = sizeof(Reader),
    .tp_dealloc = (destructor)Reader_dealloc,
    .tp_methods = Reader_methods,
};
