/* -1 is taken for a length, and the iterator is made all the same. */
#include <Python.h>

static PyObject *
total(PyObject *self, PyObject *seq)
{
    Py_ssize_t n = PyObject_Length(seq);
    PyObject *it = PyObject_GetIter(seq); // WARN call-with-pending-exception "PyObject_GetIter() is called while an exception is set by PyObject_Size()"
    if (it == NULL)
        return NULL;
    PyObject *item, *sum = PyLong_FromSsize_t(n);
    while (sum != NULL && (item = PyIter_Next(it)) != NULL) {
        PyObject *next = PyNumber_Add(sum, item);
        Py_DECREF(item);
        Py_SETREF(sum, next);
    }
    Py_DECREF(it);
    if (PyErr_Occurred())
        Py_CLEAR(sum);
    return sum;
}

static PyMethodDef methods[] = {
    {"total", total, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
