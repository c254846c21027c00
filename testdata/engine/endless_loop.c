/* for (;;) ends only by its breaks and returns. */
#include <Python.h>

int
right(PyObject *it)
{
    for (;;) {
        PyObject *item = PyIter_Next(it);
        if (item == NULL)
            break;
        Py_DECREF(item);
    }
    return PyErr_Occurred() ? -1 : 0;
}

int
wrong(PyObject *it)
{
    PyObject *item;
    while (1) {
        item = PyIter_Next(it);
        if (item == NULL)
            break;
        if (PyUnicode_Check(item))
            return 1; // WARN leaked-reference "'item'"
        Py_DECREF(item);
    }
    return PyErr_Occurred() ? -1 : 0;
}
