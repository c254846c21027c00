/* The inner break leaves one object, the outer break two. */
#include <Python.h>

int
right(PyObject *rows)
{
    PyObject *it = PyObject_GetIter(rows), *row, *cell;
    int found = 0;
    if (it == NULL)
        return -1;
    while (!found && (row = PyIter_Next(it)) != NULL) {
        PyObject *cells = PyObject_GetIter(row);
        Py_DECREF(row);
        if (cells == NULL)
            break;
        while ((cell = PyIter_Next(cells)) != NULL) {
            found = cell == Py_None;
            Py_DECREF(cell);
            if (found)
                break;
        }
        Py_DECREF(cells);
        if (PyErr_Occurred())
            break;
    }
    Py_DECREF(it);
    return PyErr_Occurred() ? -1 : found;
}

int
wrong(PyObject *rows)
{
    PyObject *it = PyObject_GetIter(rows), *row;
    int found = 0;
    if (it == NULL)
        return -1;
    while ((row = PyIter_Next(it)) != NULL) {
        PyObject *n = PyObject_CallMethod(row, "count", NULL);
        Py_DECREF(row);
        if (n == NULL)
            return -1; // WARN leaked-reference "'it'"
        found += PyLong_Check(n);
        Py_DECREF(n);
    }
    Py_DECREF(it);
    return PyErr_Occurred() ? -1 : found;
}
