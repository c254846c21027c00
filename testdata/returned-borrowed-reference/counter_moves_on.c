/* The item goes with the place that the counter has given up; and what only
 * callers in C pass says whether they get a reference.
 */
#include <Python.h>

struct block {
    struct block *left;
    PyObject *items[64];
};

typedef struct {
    PyObject_HEAD
    struct block *last;
    Py_ssize_t at, n;
} Queue;

static PyObject *
queue_pop(Queue *self, PyObject *ignored)
{
    if (self->n == 0) {
        PyErr_SetString(PyExc_IndexError, "the queue is empty");
        return NULL;
    }
    PyObject *item = self->last->items[self->at];
    self->at--;
    self->n--;
    if (self->at < 0 && self->n > 0) {
        struct block *left = self->last->left;
        PyMem_Free(self->last);
        self->last = left;
        self->at = 63;
    }
    return item;
}

static PyObject *
queue_asked(PyObject *self, PyObject *sure)
{
    PyObject *r = PyObject_CallMethod(self, "is_open", NULL);
    if (r == NULL)
        return NULL;
    if (r != Py_True) {
        Py_DECREF(r);
        PyErr_SetString(PyExc_ValueError, "the queue is closed");
        return NULL;
    }
    if (sure == Py_True)
        Py_DECREF(r);
    return r; // DOUBT returned-borrowed-reference
}

static PyObject *
queue_close(PyObject *self, PyObject *ignored)
{
    if (queue_asked(self, Py_True) == NULL) // DOUBT leaked-reference
        return NULL;
    return PyObject_CallMethod(self, "end", NULL);
}

PyMethodDef queue_methods[] = {
    {"pop", (PyCFunction)queue_pop, METH_NOARGS, NULL},
    {"asked", queue_asked, METH_NOARGS, NULL},
    {"close", queue_close, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
