/* The exception is replaced by a better one. */
#include <Python.h>

PyObject *
open_named(PyObject *opener, PyObject *name)
{
    PyObject *f = PyObject_CallFunctionObjArgs(opener, name, NULL);
    if (f == NULL) {
        PyErr_Clear();
        PyErr_Format(PyExc_OSError, "cannot open %R", name);
        return NULL;
    }
    return f;
}
