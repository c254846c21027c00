/* A dictionary made here. */
#include <Python.h>

int
count_kinds(PyObject **v, Py_ssize_t n)
{
    PyObject *seen = PyDict_New();
    int kinds = 0;
    if (seen == NULL)
        return -1;
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *type = (PyObject *)Py_TYPE(v[i]);
        if (PyDict_GetItemWithError(seen, type) != NULL)
            continue;
        if (PyErr_Occurred() || PyDict_SetItem(seen, type, Py_None) < 0) {
            Py_DECREF(seen);
            return -1;
        }
        kinds++;
    }
    Py_DECREF(seen);
    return kinds;
}
