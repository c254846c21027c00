/* For the length of a call the placeholder makes way for a number; then the
 * number is released and the placeholder put back. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *callback, *args;
} watcher;

static PyObject *placeholder;

void
watcher_fire(watcher *self, long events)
{
    PyObject *number = NULL, *args = self->args;
    Py_ssize_t n = PyTuple_GET_SIZE(args);
    if (n > 0 && PyTuple_GET_ITEM(args, 0) == placeholder) {
        number = PyLong_FromLong(events);
        if (number == NULL) {
            PyErr_WriteUnraisable(self->callback);
            return;
        }
        PyTuple_SET_ITEM(args, 0, number);
    }
    PyObject *result = PyObject_Call(self->callback, args, NULL);
    if (result == NULL)
        PyErr_WriteUnraisable(self->callback);
    Py_XDECREF(result);
    if (number != NULL) {
        Py_DECREF(number);
        PyTuple_SET_ITEM(args, 0, placeholder);
    }
}
