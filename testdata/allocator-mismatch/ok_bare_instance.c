/* Instances that are not finished go back to where they came from. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    void *handle;
} Thing;

extern PyTypeObject Thing_Type;
extern void *open_handle(void);

PyObject *
thing_new(void)
{
    Thing *self = PyObject_New(Thing, &Thing_Type);
    if (self == NULL)
        return NULL;
    self->handle = open_handle();
    if (self->handle == NULL) {
        PyObject_Free(self);
        PyErr_SetString(PyExc_OSError, "no handle");
        return NULL;
    }
    return (PyObject *)self;
}

PyObject *
thing_in_place(void)
{
    Thing *self = PyObject_Malloc(sizeof(Thing));
    if (self == NULL)
        return PyErr_NoMemory();
    PyObject_Init((PyObject *)self, &Thing_Type);
    self->handle = open_handle();
    if (self->handle == NULL) {
        PyObject_Free(self);
        PyErr_SetString(PyExc_OSError, "no handle");
        return NULL;
    }
    return (PyObject *)self;
}
