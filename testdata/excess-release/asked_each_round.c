/* The iterator has a reader or has none: a way on which it has one in the
   first round and none in the second is none. */
#include <Python.h>

typedef struct {
    size_t size, at;
} Input;

typedef struct {
    PyObject_HEAD
    PyObject *reader, *chunk;
    Input input;
    int finished, rest;
} Iterator;

extern int feed(Input *input, int end);

static PyObject *
Iterator_next(Iterator *self, PyObject *unused)
{
    PyObject *chunk = NULL;
    Py_ssize_t size = 0;
    int full;

again:
    if (self->input.at < self->input.size) {
        full = feed(&self->input, 0);
        if (self->input.at == self->input.size) {
            Py_XDECREF(self->chunk);
            self->chunk = NULL;
        }
        if (full)
            return PyLong_FromLong(3);
    }
    if (!self->finished) {
        if (self->reader != NULL) {
            chunk = PyObject_CallMethod(self->reader, "read", NULL);
            if (chunk == NULL)
                return NULL;
            size = PyBytes_Size(chunk);
        }
        else
            size = self->rest;
        if (size == 0) {
            Py_XDECREF(chunk); // DOUBT excess-release
            self->finished = 1;
        }
        else
            self->chunk = chunk; // WARN leaked-reference
    }
    if (size == 0)
        Py_RETURN_NONE;
    self->input.at = 0;
    self->input.size = (size_t)size;
    full = feed(&self->input, 1);
    if (self->input.at == self->input.size) {
        self->input.at = 0;
        Py_XDECREF(self->chunk); // DOUBT excess-release
        self->chunk = NULL;
    }
    if (full)
        return PyLong_FromLong(4);
    goto again;
}

PyMethodDef methods[] = {{"next", (PyCFunction)Iterator_next, METH_NOARGS,
                          NULL},
                         {NULL, NULL, 0, NULL}};
