/* A strange cast of a right address changes nothing. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    Py_ssize_t size;
} Bits;

extern PyTypeObject *bits_type;

PyObject *
count(PyObject *self, PyObject *args)
{
    Bits *bits;
    if (!PyArg_ParseTuple(args, "O!", bits_type, (PyObject *)&bits))
        return NULL;
    return PyLong_FromSsize_t(bits->size);
}
