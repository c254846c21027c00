/* A function that gives up where Python could have raised MemoryError; the
 * code is as its author wanted it, and only a sweep shows what that costs. */
#include <Python.h>

#include <stdlib.h>

PyObject *
pair(PyObject *self, PyObject *arg)
{
    PyObject *both = PyTuple_Pack(2, arg, arg);
    if (both == NULL)
        abort();
    return both;
}
