/* An object in memory for anything but objects. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    long n;
} number;

extern PyTypeObject number_type;

PyObject *
number_new(long n)
{
    number *self = PyMem_Malloc(sizeof *self);
    if (self == NULL)
        return PyErr_NoMemory();
    PyObject_Init((PyObject *)self, &number_type); // WARN foreign-object-memory "PyMem_Malloc()"
    self->n = n;
    return (PyObject *)self;
}
