/* The loop ends when there is no item. */
#include <Python.h>

Py_ssize_t
count(PyObject *iterable)
{
    PyObject *it = PyObject_GetIter(iterable);
    if (it == NULL)
        return -1;
    PyObject *item = NULL;
    Py_ssize_t n = 0;
    while ((item = PyIter_Next(it)) != NULL) {
        n++;
        Py_DECREF(item);
    }
    Py_DECREF(it);
    Py_DECREF(item); // WARN release-of-null "'item'"
    return PyErr_Occurred() ? -1 : n;
}
