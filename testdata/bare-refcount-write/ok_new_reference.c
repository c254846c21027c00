/* A free list with the function that is meant for it. */
#include <Python.h>

static PyObject *spare[8];
static int n_spare;

PyObject *
take(void)
{
    if (n_spare == 0)
        return NULL;
    PyObject *o = spare[--n_spare];
    _Py_NewReference(o);
    return o;
}
