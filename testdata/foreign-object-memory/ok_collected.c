/* Collected objects have an allocator of their own. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *item;
} box;

extern PyTypeObject box_type;

PyObject *
box_new(PyObject *item)
{
    box *self = PyObject_GC_New(box, &box_type);
    if (self == NULL)
        return NULL;
    self->item = Py_NewRef(item);
    PyObject_GC_Track(self);
    return (PyObject *)self;
}
