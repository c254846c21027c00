/* A program that gives up where Python could have raised MemoryError; only
 * a run with that very failure shows it. */
#include <Python.h>

#include <stdlib.h>

static PyObject *
must(PyObject *o)
{
    if (o == NULL)
        abort();
    return o;
}

PyObject *
pair(PyObject *self, PyObject *arg)
{
    return must(PyTuple_Pack(2, arg, arg));
}
