/* A copy that is open has both ends: the field that says so was asked. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int n;
    int closed;
} End;

typedef struct {
    PyObject_HEAD
    End *from, *to;
    void *handle;
} Copy;

int
copy_step(Copy *self)
{
    if (self->to != NULL && self->to->closed) {
        PyErr_SetString(PyExc_ValueError, "the target is closed");
        return -1;
    }
    if (self->handle == NULL) {
        PyErr_SetString(PyExc_ValueError, "the copy is closed");
        return -1;
    }
    return self->to->n - self->from->n; // DOUBT unchecked-null "self->to"
}

int
copy_rest(Copy *self)
{
    if (self->from && self->from->closed)
        return 0;
    if (self->to == NULL)
        return 0;
    return self->from->n; // DOUBT unchecked-null "self->from"
}
