/* From the object domain. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    struct node_part *first;
    Py_ssize_t n;
} node;

extern PyTypeObject node_type;

static PyObject *
node_make(PyObject *module, PyObject *arg)
{
    node *self = PyObject_Malloc(sizeof *self);
    if (self == NULL)
        return PyErr_NoMemory();
    PyObject_Init((PyObject *)self, &node_type);
    self->first = NULL;
    self->n = 0;
    return (PyObject *)self;
}

PyMethodDef node_functions[] = {
    {"make", node_make, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
