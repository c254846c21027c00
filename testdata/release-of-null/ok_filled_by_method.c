/* The field was NULL, then Python code ran that fills it: what was seen
 * before the call is no knowledge after it. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *target;
} LazyObject;

static int
lazy_fill(LazyObject *self)
{
    PyObject *r = PyObject_CallMethod((PyObject *)self, "_load", NULL);
    if (r == NULL)
        return -1;
    Py_DECREF(r);
    return 0;
}

static PyObject *
lazy_add(PyObject *o, PyObject *other)
{
    LazyObject *self = (LazyObject *)o;
    if (self->target == NULL && lazy_fill(self) < 0)
        return NULL;
    PyObject *sum = PyNumber_Add(self->target, other);
    if (sum == NULL)
        return NULL;
    Py_DECREF(self->target);
    self->target = sum;
    Py_INCREF(self);
    return o;
}

PyType_Slot slots[] = {{Py_nb_inplace_add, lazy_add}, {0, NULL}};
