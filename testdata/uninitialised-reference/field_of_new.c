/* Fields of an instance whose memory nobody has cleared. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *first, *second;
} Pair;

extern PyTypeObject Pair_Type;

PyObject *
cleared(void)
{
    Pair *self = PyObject_GC_New(Pair, &Pair_Type);
    if (self == NULL)
        return NULL;
    Py_CLEAR(self->first); // WARN uninitialised-reference "'self->first' released although it never got a value"
    self->second = NULL;
    return (PyObject *)self;
}

PyObject *
replaced(PyObject *o)
{
    Pair *self = PyObject_New(Pair, &Pair_Type);
    if (self == NULL)
        return NULL;
    Py_INCREF(o);
    self->second = NULL;
    Py_XSETREF(self->first, o); // WARN uninitialised-reference "'self->first'"
    return (PyObject *)self;
}
