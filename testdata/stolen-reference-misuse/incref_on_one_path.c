/* What is taken afterwards is taken on one of two ways. */
#include <Python.h>

PyObject *
wrap(PyObject *module, PyObject *arg)
{
    PyObject *t = PyTuple_New(1);
    if (t == NULL)
        return NULL;
    PyTuple_SET_ITEM(t, 0, arg); // WARN stolen-reference-misuse "'arg'"
    if (PyUnicode_Check(arg))
        Py_INCREF(arg);
    return t;
}

// RUN wrap(object())
