/* That the first release may be one of NULL is no reason to be silent about
   the second: those are two ways. */
#include <Python.h>

PyObject *
twice(Py_ssize_t n)
{
    PyObject *items = PyTuple_New(n);
    Py_DECREF(items); // RARE release-of-null
    Py_DECREF(items); // WARN excess-release "'items' released twice"
    Py_RETURN_NONE;
}
