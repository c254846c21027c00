/* One reference for two slots. */
#include <Python.h>

PyObject *
twice(PyObject *o)
{
    PyObject *t = PyTuple_New(2);
    if (t == NULL)
        return NULL;
    PyObject *s = PyObject_Str(o);
    if (s == NULL) {
        Py_DECREF(t);
        return NULL;
    }
    PyTuple_SET_ITEM(t, 0, s);
    PyTuple_SET_ITEM(t, 1, s); // WARN stolen-reference-misuse "'s'"
    return t;
}

// RUN twice(12345)
