/* The flag and the reference go together, through a loop. */
#include <Python.h>

int
right(PyObject *o, int n)
{
    int owned = 0;
    PyObject *current = o;
    for (int i = 0; i < n; i++) {
        PyObject *next = PyObject_CallMethod(current, "next", NULL);
        if (owned)
            Py_DECREF(current);
        if (next == NULL)
            return -1;
        current = next;
        owned = 1;
    }
    int yes = PyLong_Check(current);
    if (owned)
        Py_DECREF(current);
    return yes;
}

int
wrong(PyObject *o, int copy)
{
    PyObject *text = o;
    if (copy > 1) {
        text = PyObject_Str(o);
        if (text == NULL)
            return -1;
    }
    int yes = PyUnicode_Check(text);
    if (copy > 2)
        Py_DECREF(text);
    return yes; // WARN leaked-reference "'text'"
}
