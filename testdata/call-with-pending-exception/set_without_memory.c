/* An empty set needs nothing but memory: no object is asked for anything. */
#include <Python.h>

int
keep_empty(PyObject *owner)
{
    PyObject *empty = PySet_New(NULL);
    int status = PyObject_SetAttrString(owner, "seen", empty); // RARE call-with-pending-exception
    Py_XDECREF(empty);
    return status;
}

int
keep_set(PyObject *owner, PyObject *items)
{
    PyObject *set = PySet_New(items);
    int status = PyObject_SetAttrString(owner, "seen", set); // WARN call-with-pending-exception "PyObject_SetAttrString() is called while an exception is set by PySet_New()"
    Py_XDECREF(set);
    return status;
}
