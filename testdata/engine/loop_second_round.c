/* Only the second round shows it: the first finds NULL. */
#include <Python.h>

int
wrong(PyObject *o, int n)
{
    PyObject *last = NULL;
    for (int i = 0; i < n; i++) {
        last = PyObject_CallMethod(o, "step", NULL); // WARN leaked-reference "'last'"
        if (last == NULL)
            return -1;
    }
    Py_XDECREF(last);
    return 0;
}

int
right(PyObject *o, int n)
{
    PyObject *last = NULL;
    for (int i = 0; i < n; i++) {
        PyObject *next = PyObject_CallMethod(o, "step", NULL);
        Py_XDECREF(last);
        last = next;
        if (last == NULL)
            return -1;
    }
    Py_XDECREF(last);
    return 0;
}
