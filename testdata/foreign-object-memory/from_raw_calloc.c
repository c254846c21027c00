/* Zeroed, from the raw domain. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    struct slab_part *first;
    Py_ssize_t n;
} slab;

extern PyTypeObject slab_type;

static PyObject *
slab_make(PyObject *module, PyObject *arg)
{
    slab *self = PyMem_RawCalloc(1, sizeof *self);
    if (self == NULL)
        return PyErr_NoMemory();
    PyObject_Init((PyObject *)self, &slab_type); // WARN foreign-object-memory "PyMem_RawCalloc()"
    self->first = NULL;
    self->n = 0;
    return (PyObject *)self;
}

PyMethodDef slab_functions[] = {
    {"make", slab_make, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
