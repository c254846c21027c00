/* A number is no slice: the second question has only one answer. */
#include <Python.h>

PyObject *
item_of(PyObject *self, PyObject *key)
{
    if (!PyLong_Check(key)) {
        PyErr_SetString(PyExc_TypeError, "indices are numbers");
        return NULL;
    }
    if (PySlice_Check(key))
        return NULL;
    return PyNumber_Add(self, key);
}
