/* PySequence_GetItem() and PyObject_GetItem() give new references, unlike
 * PyList_GetItem(). */
#include <Python.h>

int
swap_ends(PyObject *seq, PyObject *key, PyObject *mapping)
{
    PyObject *first = PySequence_GetItem(seq, 0);
    if (first == NULL)
        return -1;
    PyObject *other = PyObject_GetItem(mapping, key);
    if (other == NULL) {
        Py_DECREF(first);
        return -1;
    }
    int rc = PyObject_SetItem(mapping, key, first);
    if (rc == 0)
        rc = PySequence_SetItem(seq, 0, other);
    Py_DECREF(other);
    Py_DECREF(first);
    return rc;
}
