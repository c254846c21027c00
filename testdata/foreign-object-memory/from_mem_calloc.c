/* PyMem_Calloc() and a cast. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    struct page_part *first;
    Py_ssize_t n;
} page;

extern PyTypeObject page_type;

static PyObject *
page_make(PyObject *module, PyObject *arg)
{
    page *self = (page *)PyMem_Calloc(1, sizeof(page));
    if (self == NULL)
        return PyErr_NoMemory();
    PyObject_Init((PyObject *)self, &page_type); // WARN foreign-object-memory "PyMem_Calloc()"
    self->first = NULL;
    self->n = 0;
    return (PyObject *)self;
}

PyMethodDef page_functions[] = {
    {"make", page_make, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
