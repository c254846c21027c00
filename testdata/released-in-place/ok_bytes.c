/* Whatever bytes there are, their end runs no code. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *guard;
    const char *bytes;
} Codec;

static PyObject *
codec_hold(Codec *self, PyObject *args)
{
    PyObject *guard;
    if (!PyArg_ParseTuple(args, "S", &guard))
        return NULL;
    Py_XDECREF(self->guard);
    Py_INCREF(guard);
    self->guard = guard;
    Py_RETURN_NONE;
}

static void
codec_dealloc(Codec *self)
{
    Py_XDECREF(self->guard);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMethodDef codec_methods[] = {
    {"hold", (PyCFunction)codec_hold, METH_VARARGS, NULL},
    {NULL},
};

PyTypeObject Codec_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Codec",
    .tp_basicsize = sizeof(Codec),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)codec_dealloc,
    .tp_methods = codec_methods,
};
