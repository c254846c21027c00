/* tp_iter must return a new reference, also to self. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    long next, stop;
} Counter;

static PyObject *
Counter_iter(PyObject *self)
{
    return self; // WARN returned-borrowed-reference "'self'"
}

static PyObject *
Counter_next(Counter *self)
{
    if (self->next >= self->stop)
        return NULL;
    return PyLong_FromLong(self->next++);
}

PyTypeObject Counter_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "counter.Counter",
    .tp_basicsize = sizeof(Counter),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_iter = Counter_iter,
    .tp_iternext = (iternextfunc)Counter_next,
};
