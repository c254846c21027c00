/* A helper takes a reference for the ring that its object is in now, and gives
 * it back where it takes the object out again: what is left at the end is the
 * ring's, also when something else goes wrong. */
#include <Python.h>

typedef struct node {
    PyObject_HEAD
    struct node *next, *ring;
    int awake;
} Node;

static int
wake(Node *self, PyObject *loader)
{
    PyObject *r;

    if (self->awake)
        return 1;
    self->next = self->ring;
    Py_INCREF(self);
    r = PyObject_CallFunctionObjArgs(loader, self, NULL);
    if (r == NULL) {
        self->next = NULL;
        Py_DECREF(self);
        return -1;
    }
    Py_DECREF(r);
    if (self->next == NULL) {
        PyErr_SetString(PyExc_SystemError, "not in the ring");
        return -1;
    }
    self->awake = 1;
    return 1;
}

/* Taken by one and dropped by the other. */
static void
enter(PyObject *o, int *depth)
{
    if (*depth == 0)
        Py_INCREF(o);
    ++*depth;
}

static void
leave(PyObject *o, int *depth)
{
    if (--*depth == 0)
        Py_DECREF(o);
}

int
with_node(Node *self, PyObject *loader, int *depth)
{
    int ok;

    enter((PyObject *)self, depth);
    ok = wake(self, loader);
    leave((PyObject *)self, depth);
    return ok;
}
