/* close() from two threads at once. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *source;
    int closed;
} Reader;

static PyObject *
reader_close(Reader *self, PyObject *unused)
{
    if (self->closed)
        Py_RETURN_NONE;
    self->closed = 1;
    Py_CLEAR(self->source); // WARN unguarded-exchange "'self->source'"
    Py_RETURN_NONE;
}

PyMethodDef reader_methods[] = {
    {"close", (PyCFunction)reader_close, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
