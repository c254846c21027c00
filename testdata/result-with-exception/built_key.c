/* A key that is one character runs no code of an object. */
#include <Python.h>

PyObject *
count(PyObject *self, PyObject *args)
{
    int c;
    Py_ssize_t n;
    if (!PyArg_ParseTuple(args, "in", &c, &n))
        return NULL;
    PyObject *counts = PyDict_New();
    PyObject *key = Py_BuildValue("C", 32 + c % 64);
    PyObject *number = Py_BuildValue("n", n);
    if (counts != NULL && key != NULL && number != NULL)
        PyDict_SetItem(counts, key, number);
    Py_XDECREF(key);
    Py_XDECREF(number);
    return counts; // RARE result-with-exception
}

PyObject *
note(PyObject *self, PyObject *key)
{
    PyObject *counts = PyDict_New();
    if (counts != NULL)
        PyDict_SetItem(counts, key, Py_None);
    return counts; // WARN result-with-exception "PyDict_SetItem"
}
