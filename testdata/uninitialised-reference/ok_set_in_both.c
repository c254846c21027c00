/* Both ways set it. */
#include <Python.h>

PyObject *
number(PyObject *o)
{
    PyObject *n;
    if (PyFloat_Check(o)) {
        n = o;
        Py_INCREF(n);
    }
    else
        n = PyNumber_Long(o);
    return n;
}

// RUN number(7)
