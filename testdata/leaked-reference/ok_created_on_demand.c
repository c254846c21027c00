/* The helper makes the list the first time and adds to it later. */
#include <Python.h>

static int
append_to(PyObject **list, PyObject *value)
{
    if (*list != NULL)
        return PyList_Append(*list, value);
    *list = PyList_New(0);
    if (*list == NULL)
        return -1;
    return PyList_Append(*list, value);
}

PyObject *
true_items(PyObject *it)
{
    PyObject *list = NULL, *item;
    while ((item = PyIter_Next(it)) != NULL) {
        int failed = append_to(&list, item) < 0;
        Py_DECREF(item);
        if (failed) {
            Py_XDECREF(list);
            return NULL;
        }
    }
    if (PyErr_Occurred()) {
        Py_XDECREF(list);
        return NULL;
    }
    return list == NULL ? PyList_New(0) : list;
}

PyObject *
pair(PyObject *a, PyObject *b)
{
    PyObject *list = NULL;
    if (append_to(&list, a) < 0 || append_to(&list, b) < 0) {
        Py_XDECREF(list);
        return NULL;
    }
    Py_ssize_t size = PyList_GET_SIZE(list);
    if (size != 2)
        PyErr_Clear();
    return list;
}

// RUN true_items(iter([1, 2]))
// RUN pair(12345, 67890)
