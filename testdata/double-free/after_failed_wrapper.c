/* wrap() frees the block when it fails; so does its caller. */
#include <Python.h>
#include <stdlib.h>

static PyObject *
wrap(char *p)
{
    PyObject *o = PyUnicode_FromString(p);
    if (o == NULL) {
        free(p);
        return NULL;
    }
    free(p);
    return o;
}

PyObject *
greet(const char *name)
{
    char *p = malloc(128);
    if (p == NULL)
        return PyErr_NoMemory();
    PyOS_snprintf(p, 128, "hello %s", name);
    PyObject *o = wrap(p);
    if (o == NULL) {
        free(p); // WARN double-free "'p'"
        return NULL;
    }
    return o;
}
