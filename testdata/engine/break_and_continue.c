/* Each way through the body releases once. */
#include <Python.h>

Py_ssize_t
right(PyObject *seq, Py_ssize_t n)
{
    Py_ssize_t count = 0;
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *item = PySequence_GetItem(seq, i);
        if (item == NULL)
            return -1;
        if (item == Py_None) {
            Py_DECREF(item);
            continue;
        }
        if (!PyUnicode_Check(item)) {
            Py_DECREF(item);
            break;
        }
        count++;
        Py_DECREF(item);
    }
    return count;
}

Py_ssize_t
wrong(PyObject *seq, Py_ssize_t n)
{
    Py_ssize_t count = 0;
    PyObject *item = NULL;
    for (Py_ssize_t i = 0; i < n; i++) {
        item = PySequence_GetItem(seq, i);
        if (item == NULL)
            return -1;
        if (!PyUnicode_Check(item))
            return count; // WARN leaked-reference "'item'"
        count++;
        Py_DECREF(item);
    }
    return count;
}
