/* A block becomes an object; the object leaks. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *label;
} Box;

extern PyTypeObject Box_Type;

PyObject *
box_new(PyObject *module, PyObject *arg)
{
    Box *self = PyObject_Malloc(sizeof(Box));
    if (self == NULL)
        return PyErr_NoMemory();
    PyObject_Init((PyObject *)self, &Box_Type);
    self->label = PyObject_Str(arg);
    if (self->label == NULL)
        return NULL; // WARN leaked-reference "'self'"
    return (PyObject *)self;
}
