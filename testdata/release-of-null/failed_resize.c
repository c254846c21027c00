/* A failed _PyTuple_Resize() leaves NULL behind. */
#include <Python.h>

PyObject *
truncated(Py_ssize_t room, Py_ssize_t used)
{
    PyObject *t = PyTuple_New(room);
    if (t == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < room; i++) {
        Py_INCREF(Py_None);
        PyTuple_SET_ITEM(t, i, Py_None);
    }
    if (_PyTuple_Resize(&t, used) < 0) {
        Py_DECREF(t); // WARN release-of-null "'t'"
        return NULL;
    }
    return t;
}
