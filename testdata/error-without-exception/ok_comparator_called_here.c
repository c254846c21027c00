/* Looks like a method, but the caller shows that NULL means "not there". */
#include <Python.h>

static PyObject *
lookup(PyObject *self, PyObject *arg)
{
    if (!PyDict_CheckExact(self))
        return NULL;
    return PyDict_GetItem(self, arg);
}

int
has(PyObject *map, PyObject *key)
{
    return lookup(map, key) != NULL;
}
