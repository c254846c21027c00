/* The array is forgotten when one of the items is no number. */
#include <Python.h>

double *
to_doubles(PyObject *tuple)
{
    Py_ssize_t n = PyTuple_GET_SIZE(tuple);
    double *v = PyMem_New(double, n);
    if (v == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *f = PyNumber_Float(PyTuple_GET_ITEM(tuple, i));
        if (f == NULL)
            return NULL; // WARN leaked-allocation "'v'"
        v[i] = PyFloat_AS_DOUBLE(f);
        Py_DECREF(f);
    }
    return v;
}
