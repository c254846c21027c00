/* The state is lost when its capsule cannot be made. */
#include <Python.h>
#include <stdlib.h>

typedef struct {
    int fd;
} state;

static void
state_free(PyObject *capsule)
{
    free(PyCapsule_GetPointer(capsule, "state"));
}

PyObject *
open_state(int fd)
{
    state *s = malloc(sizeof *s);
    if (s == NULL)
        return PyErr_NoMemory();
    s->fd = fd;
    PyObject *capsule = PyCapsule_New(s, "state", state_free);
    if (capsule == NULL)
        return NULL; // WARN leaked-allocation "'s'"
    return capsule;
}
