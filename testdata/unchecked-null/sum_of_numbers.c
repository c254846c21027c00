/* Whole numbers that were made here are added without any Python code: only a
 * lack of memory stops that. */
#include <Python.h>

PyObject *
next_of(long n, unsigned char low)
{
    PyObject *result = NULL;
    PyObject *a = PyLong_FromLong(n), *b = PyLong_FromLong(low);
    if (a != NULL && b != NULL) {
        PyObject *sum = PyNumber_Or(a, b);
        result = PyNumber_Add(sum, a);
        Py_DECREF(sum);
    }
    Py_XDECREF(a);
    Py_XDECREF(b);
    return result;
}

PyObject *
next_of_any(PyObject *a, PyObject *b)
{
    PyObject *sum = PyNumber_Or(a, b);
    PyObject *result = PyNumber_Add(sum, a); // WARN unchecked-null
    Py_DECREF(sum);
    return result;
}
