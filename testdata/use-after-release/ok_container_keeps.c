/* The list has its own reference after PyList_Append(). */
#include <Python.h>

PyObject *
start_list(PyObject *o)
{
    PyObject *list = PyList_New(0);
    if (list == NULL)
        return NULL;
    PyObject *item = PyObject_Str(o);
    if (item == NULL || PyList_Append(list, item) < 0) {
        Py_XDECREF(item);
        Py_DECREF(list);
        return NULL;
    }
    Py_DECREF(item);
    if (PyUnicode_GetLength(item) > 10 && PyList_Append(list, item) < 0) {
        Py_DECREF(list);
        return NULL;
    }
    return list;
}

// RUN start_list("abc")
