/* A static variable that nothing stores into is the number that it began
   with: what is taken of some bits with it is not below 0. */
#include <Python.h>

static const int flag_of_snapshots = 1 << 10;

typedef struct {
    PyObject_HEAD
    const unsigned char *data;
    int kind;
} Index;

static int
read_flags(Index *self, Py_ssize_t at)
{
    if (self->data == NULL) {
        PyErr_SetString(PyExc_ValueError, "closed");
        return -1;
    }
    return self->kind == 1 ? self->data[at] : self->data[at] << 8;
}

static PyObject *
is_snapshot(Index *self, PyObject *arg)
{
    Py_ssize_t at = PyLong_AsSsize_t(arg);
    int flags, found;
    if (at == -1 && PyErr_Occurred())
        return NULL;
    flags = read_flags(self, at);
    if (flags == -1)
        return NULL;
    found = flags & flag_of_snapshots;
    if (found < 0)
        return NULL;
    return PyBool_FromLong(found);
}

PyMethodDef methods[] = {{"is_snapshot", (PyCFunction)is_snapshot, METH_O,
                          NULL},
                         {NULL, NULL, 0, NULL}};
