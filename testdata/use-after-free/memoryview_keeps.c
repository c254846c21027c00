/* The view keeps the bytes alive, as long as it lives itself. */
#include <Python.h>

PyObject *
zeros(Py_ssize_t n)
{
    PyObject *bytes = PyBytes_FromStringAndSize(NULL, n);
    if (bytes == NULL)
        return NULL;
    char *p = PyBytes_AS_STRING(bytes);
    PyObject *view = PyMemoryView_FromObject(bytes);
    Py_DECREF(bytes);
    if (view == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < n; i++)
        p[i] = 0;
    return view;
}

int
last_of(Py_ssize_t n)
{
    PyObject *bytes = PyBytes_FromStringAndSize(NULL, n);
    if (bytes == NULL)
        return -1;
    char *p = PyBytes_AS_STRING(bytes);
    PyObject *view = PyMemoryView_FromObject(bytes);
    Py_DECREF(bytes);
    if (view == NULL)
        return -1;
    Py_DECREF(view);
    return p[0]; // WARN use-after-free "'p'"
}
