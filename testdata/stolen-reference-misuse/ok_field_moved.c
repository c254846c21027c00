/* The field gives up its reference: the tuple has it now. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *pending;
} Channel;

PyObject *
Channel_take(Channel *self)
{
    if (self->pending == NULL)
        Py_RETURN_NONE;
    PyObject *t = PyTuple_New(1);
    if (t == NULL)
        return NULL;
    PyTuple_SET_ITEM(t, 0, self->pending);
    self->pending = NULL;
    return t;
}
