/* A reference moves from one field to another. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *current, *previous;
} Cursor;

void
right(Cursor *self, PyObject *next)
{
    PyObject *old = self->previous;
    self->previous = self->current;
    Py_INCREF(next);
    self->current = next;
    Py_XDECREF(old);
}

int
wrong(Cursor *self)
{
    PyObject *next = PyObject_CallMethod(self->current, "next", NULL);
    if (next == NULL)
        return -1;
    self->previous = NULL;
    if (PyLong_Check(next))
        return 0; // WARN leaked-reference "'next'"
    Py_XSETREF(self->current, next);
    return 1;
}
