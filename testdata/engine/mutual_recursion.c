/* Two functions that call each other. */
#include <Python.h>

static PyObject *odd(long n);

static PyObject *
even(long n)
{
    if (n == 0)
        return PyUnicode_FromString("even");
    return odd(n - 1);
}

static PyObject *
odd(long n)
{
    if (n == 0)
        return PyUnicode_FromString("odd");
    return even(n - 1);
}

Py_ssize_t
wrong(long n)
{
    PyObject *s = even(n);
    if (s == NULL)
        return -1;
    return PyUnicode_GetLength(s); // WARN leaked-reference "'s'"
}

Py_ssize_t
right(long n)
{
    PyObject *s = odd(n);
    if (s == NULL)
        return -1;
    Py_ssize_t length = PyUnicode_GetLength(s);
    Py_DECREF(s);
    return length;
}
