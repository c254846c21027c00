/* Zeroed by the C library. */
#include <Python.h>
#include <stdlib.h>

typedef struct {
    PyObject_HEAD
    struct leaf_part *first;
    Py_ssize_t n;
} leaf;

extern PyTypeObject leaf_type;

static PyObject *
leaf_make(PyObject *module, PyObject *arg)
{
    leaf *self = calloc(1, sizeof *self);
    if (self == NULL)
        return PyErr_NoMemory();
    PyObject_Init((PyObject *)self, &leaf_type); // WARN foreign-object-memory "calloc()"
    self->first = NULL;
    self->n = 0;
    return (PyObject *)self;
}

PyMethodDef leaf_functions[] = {
    {"make", leaf_make, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
