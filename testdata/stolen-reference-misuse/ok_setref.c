/* Py_XSETREF() takes the new reference and drops the old one. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *state;
} Machine;

int
Machine_step(Machine *self, PyObject *table)
{
    PyObject *next = PyObject_GetItem(table, self->state);
    if (next == NULL)
        return -1;
    Py_XSETREF(self->state, next);
    return 0;
}
