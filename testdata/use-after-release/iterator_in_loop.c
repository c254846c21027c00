/* The iterator is released inside the loop that goes on using it. */
#include <Python.h>

int
any_none(PyObject *iterable)
{
    PyObject *it = PyObject_GetIter(iterable);
    if (it == NULL)
        return -1;
    PyObject *item;
    int found = 0;
    while ((item = PyIter_Next(it)) != NULL) { // WARN use-after-release "'it'"
        if (item == Py_None && !found) {
            found = 1;
            Py_DECREF(it);
        }
        Py_DECREF(item);
    }
    if (!found)
        Py_DECREF(it);
    return PyErr_Occurred() ? -1 : found;
}
