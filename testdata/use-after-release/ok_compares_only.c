/* The pointer's value is compared; nobody follows it. */
#include <Python.h>

int
says_true(PyObject *callable)
{
    PyObject *r = PyObject_CallObject(callable, NULL);
    if (r == NULL)
        return -1;
    Py_DECREF(r);
    return r == Py_True;
}
