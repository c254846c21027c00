/* By the macro that does both. */
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
    node *self = PyObject_New(node, &node_type);
    if (self == NULL)
        return PyErr_NoMemory();
    self->n = 1;
    self->first = NULL;
    self->n = 0;
    return (PyObject *)self;
}

PyMethodDef node_functions[] = {
    {"make", node_make, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
