/* A key that is one character runs no code of an object. */
#include <Python.h>

PyObject *
count(PyObject *self, PyObject *args)
{
    int c;
    if (!PyArg_ParseTuple(args, "i", &c))
        return NULL;
    if (c < 32 || c > 126) {
        PyErr_SetString(PyExc_ValueError, "no ASCII");
        return NULL;
    }
    PyObject *key = Py_BuildValue("C", c);
    if (key == NULL)
        return NULL;
    PyObject *counts = PyDict_New();
    if (counts != NULL)
        PyDict_SetItem(counts, key, Py_None);
    Py_DECREF(key);
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
