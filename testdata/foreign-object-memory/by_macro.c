/* The macro of PyMem_Malloc() that knows the type. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    struct span_part *first;
    Py_ssize_t n;
} span;

extern PyTypeObject span_type;

static PyObject *
span_make(PyObject *module, PyObject *arg)
{
    span *self = PyMem_New(span, 1);
    if (self == NULL)
        return PyErr_NoMemory();
    PyObject_Init((PyObject *)self, &span_type); // WARN foreign-object-memory "PyMem_Malloc()"
    self->first = NULL;
    self->n = 0;
    return (PyObject *)self;
}

PyMethodDef span_functions[] = {
    {"make", span_make, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
