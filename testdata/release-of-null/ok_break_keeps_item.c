/* After the break there is an item, after the loop's end there is none. */
#include <Python.h>

int
contains_none(PyObject *iterable)
{
    PyObject *it = PyObject_GetIter(iterable);
    if (it == NULL)
        return -1;
    PyObject *item;
    int found = 0;
    while ((item = PyIter_Next(it)) != NULL) {
        if (item == Py_None) {
            found = 1;
            break;
        }
        Py_DECREF(item);
    }
    if (found)
        Py_DECREF(item);
    Py_DECREF(it);
    return PyErr_Occurred() ? -1 : found;
}
