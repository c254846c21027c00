/* The table is in another file: the shape says that it is a method. */
#include <Python.h>

PyObject *
spam_touch(PyObject *self, PyObject *args)
{
    PyObject *r = PyObject_Repr(args);
    Py_DECREF(args); // WARN excess-release "'args'"
    return r;
}

// RUN spam_touch(["abc"])
