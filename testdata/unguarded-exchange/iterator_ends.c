/* An exhausted iterator drops its source. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *source;
    Py_ssize_t next;
} Walk;

static PyObject *
walk_next(Walk *self)
{
    if (self->source == NULL)
        return NULL;
    if (self->next < PyTuple_GET_SIZE(self->source))
        return Py_NewRef(PyTuple_GET_ITEM(self->source, self->next++));
    Py_CLEAR(self->source); // WARN unguarded-exchange "'self->source'"
    return NULL;
}

PyTypeObject Walk_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "walk.Walk",
    .tp_basicsize = sizeof(Walk),
    .tp_iter = PyObject_SelfIter,
    .tp_iternext = (iternextfunc)walk_next,
};
