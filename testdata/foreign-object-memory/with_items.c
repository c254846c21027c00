/* With room for items behind the struct. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    struct row_part *first;
    Py_ssize_t n;
} row;

extern PyTypeObject row_type;

static PyObject *
row_make(PyObject *module, PyObject *arg)
{
    row *self = PyMem_Malloc(sizeof *self + 8 * sizeof(long));
    if (self == NULL)
        return PyErr_NoMemory();
    PyObject_InitVar((PyVarObject *)self, &row_type, 8); // WARN foreign-object-memory "PyMem_Malloc()"
    self->first = NULL;
    self->n = 0;
    return (PyObject *)self;
}

PyMethodDef row_functions[] = {
    {"make", row_make, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
