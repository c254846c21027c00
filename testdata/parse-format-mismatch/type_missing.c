/* 'O!' takes the type and then the address. */
#include <Python.h>

PyObject *
first_key(PyObject *self, PyObject *args)
{
    PyObject *d;
    if (!PyArg_ParseTuple(args, "O!", &d)) // WARN parse-format-mismatch "takes 2 arguments, but 1 is given"
        return NULL;
    return PyDict_Keys(d);
}
