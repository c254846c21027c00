/* The loop ends for any reason. */
#include <Python.h>

Py_ssize_t
count(PyObject *iterator)
{
    Py_ssize_t n = 0;
    PyObject *item;
    while ((item = PyIter_Next(iterator)) != NULL) {
        Py_DECREF(item);
        n++;
    }
    if (PyErr_Occurred())
        PyErr_Clear(); // WARN swallowed-exception "PyIter_Next()"
    return n;
}
