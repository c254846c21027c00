/* PyList_SetItem() takes the value whether it succeeds or fails. */
#include <Python.h>

PyObject *
zeros(Py_ssize_t n)
{
    PyObject *list = PyList_New(n);
    if (list == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < n; ++i) {
        PyObject *zero = PyFloat_FromDouble(0.0);
        if (zero == NULL || PyList_SetItem(list, i, zero) < 0) {
            Py_DECREF(list);
            return NULL;
        }
    }
    return list;
}
