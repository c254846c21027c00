/* The old value is kept in a local until the new one is in place. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *encoder;
} Stream;

static PyObject *
stream_set_encoder(Stream *self, PyObject *encoder)
{
    PyObject *old = self->encoder;
    Py_INCREF(encoder);
    self->encoder = encoder;
    Py_XDECREF(old); // WARN unguarded-exchange "'self->encoder'"
    Py_RETURN_NONE;
}

PyMethodDef stream_methods[] = {
    {"set_encoder", (PyCFunction)stream_set_encoder, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
