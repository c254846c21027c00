/* -1 for a failure makes no list: that call fails as well. */
#include <Python.h>

PyObject *
zeros_for(PyObject *self, PyObject *args)
{
    PyObject *o, *zeros;
    Py_ssize_t n, i;
    if (!PyArg_ParseTuple(args, "O", &o))
        return NULL;
    n = PySequence_Size(o);
    zeros = PyList_New(n);
    if (zeros == NULL)
        return NULL;
    for (i = 0; i < n; i++) {
        PyObject *zero = PyLong_FromLong(0);
        if (zero == NULL) {
            Py_DECREF(zeros);
            return NULL;
        }
        PyList_SET_ITEM(zeros, i, zero);
    }
    return zeros;
}
