/* From the raw domain. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    struct cell_part *first;
    Py_ssize_t n;
} cell;

extern PyTypeObject cell_type;

static PyObject *
cell_make(PyObject *module, PyObject *arg)
{
    cell *self = PyMem_RawMalloc(sizeof *self);
    if (self == NULL)
        return PyErr_NoMemory();
    (void)PyObject_INIT(self, &cell_type); // WARN foreign-object-memory "PyMem_RawMalloc()"
    self->first = NULL;
    self->n = 0;
    return (PyObject *)self;
}

PyMethodDef cell_functions[] = {
    {"make", cell_make, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
