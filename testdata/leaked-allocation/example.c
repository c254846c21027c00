/* The block is lost when the number cannot be converted. */
#include <Python.h>

static long
parse_level(PyObject *o)
{
    char *scratch = PyMem_Malloc(64);
    if (scratch == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    long level = PyLong_AsLong(o);
    if (level == -1 && PyErr_Occurred())
        return -1; // WARN leaked-allocation "'scratch'"
    PyMem_Free(scratch);
    return level;
}

long
levels(PyObject *a, PyObject *b)
{
    return parse_level(a) + parse_level(b);
}
