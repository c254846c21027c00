/* No object: a block that the object keeps. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    long *values;
} series;

extern PyTypeObject series_type;

PyObject *
series_new(Py_ssize_t n)
{
    series *self = PyObject_New(series, &series_type);
    if (self == NULL)
        return NULL;
    self->values = PyMem_New(long, n);
    if (self->values == NULL) {
        Py_DECREF(self);
        return PyErr_NoMemory();
    }
    return (PyObject *)self;
}
