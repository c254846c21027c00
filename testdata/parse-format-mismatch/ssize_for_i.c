/* 'i' fills half of a Py_ssize_t. */
#include <Python.h>

PyObject *
seek(PyObject *self, PyObject *args)
{
    Py_ssize_t offset = -1;
    int whence = 0;
    if (!PyArg_ParseTuple(args, "i|i:seek", &offset, &whence)) // WARN parse-format-mismatch "'i'"
        return NULL;
    return PyLong_FromSsize_t(offset + whence);
}
