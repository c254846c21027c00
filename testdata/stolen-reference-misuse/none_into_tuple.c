// PYTHON <3.12
#include <Python.h>

/* Headers without a value get None, which is not ours to give. */
PyObject *
header(const char *name, const char *value)
{
    PyObject *t = PyTuple_New(2);
    if (t == NULL)
        return NULL;
    PyObject *n = PyUnicode_FromString(name);
    if (n == NULL) {
        Py_DECREF(t);
        return NULL;
    }
    PyTuple_SET_ITEM(t, 0, n);
    if (value == NULL) {
        PyTuple_SET_ITEM(t, 1, Py_None); // WARN stolen-reference-misuse
        return t;
    }
    PyObject *v = PyUnicode_FromString(value);
    if (v == NULL) {
        Py_DECREF(t);
        return NULL;
    }
    PyTuple_SET_ITEM(t, 1, v);
    return t;
}
