/* The assertion states what the caller guarantees. */
#include <Python.h>
#include <assert.h>

static PyObject *names;

PyObject *
name_at(Py_ssize_t i)
{
    PyObject *name = PyList_GetItem(names, i);
    assert(name != NULL);
    Py_INCREF(name);
    return name;
}
