/* Named slots of a local array. */
#include <Python.h>

int
wrong(PyObject *o)
{
    PyObject *args[2];
    args[0] = PyObject_Str(o);
    if (args[0] == NULL)
        return -1;
    args[1] = PyObject_Repr(o);
    if (args[1] == NULL)
        return -1; // WARN leaked-reference "args[0]"
    int same = PyUnicode_Compare(args[0], args[1]) == 0;
    Py_DECREF(args[0]);
    Py_DECREF(args[1]);
    return same;
}

int
right(PyObject *o)
{
    PyObject *args[2];
    args[0] = PyObject_Str(o);
    if (args[0] == NULL)
        return -1;
    args[1] = PyObject_Repr(o);
    if (args[1] == NULL) {
        Py_DECREF(args[0]);
        return -1;
    }
    int same = PyUnicode_Compare(args[0], args[1]) == 0;
    Py_DECREF(args[0]);
    Py_DECREF(args[1]);
    return same;
}
