/* A handle that is a number elsewhere and a pointer here. */
#include <Python.h>

struct lock;

PyObject *
rebuild(PyObject *self, PyObject *args)
{
    struct lock *handle;
    int *flags;
    if (!PyArg_ParseTuple(args, "k", &handle)) // DOUBT parse-format-mismatch
        return NULL;
    if (!PyArg_ParseTuple(args, "i", &flags)) // WARN parse-format-mismatch
        return NULL;
    return PyBool_FromLong(handle != NULL && flags != NULL);
}
