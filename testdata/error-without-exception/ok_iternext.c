/* NULL alone ends an iteration. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *source;
    Py_ssize_t left;
} Limited;

static PyObject *
Limited_next(Limited *self)
{
    if (self->left == 0)
        return NULL;
    self->left--;
    return PyIter_Next(self->source);
}

PyTypeObject Limited_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "lim.Limited",
    .tp_basicsize = sizeof(Limited),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_iter = PyObject_SelfIter,
    .tp_iternext = (iternextfunc)Limited_next,
};
