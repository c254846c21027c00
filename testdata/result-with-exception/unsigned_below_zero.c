/* What is unsigned is never less than 0: the test finds no failure. */
#include <Python.h>

PyObject *
half(PyObject *module, PyObject *o)
{
    unsigned long n = PyLong_AsUnsignedLong(o);
    if (n < 0)
        return NULL;
    return PyLong_FromUnsignedLong(n / 2); // WARN unchecked-ambiguous-result
}

PyObject *
twice(PyObject *module, PyObject *o)
{
    size_t n = (size_t)PyObject_Size(o);
    if (0 <= n)
        return PyLong_FromSize_t(2 * n); // WARN result-with-exception
    return NULL;
}

PyObject *
ok_half(PyObject *module, PyObject *o)
{
    unsigned long n = PyLong_AsUnsignedLong(o);
    if (n == (unsigned long)-1 && PyErr_Occurred())
        return NULL;
    return PyLong_FromUnsignedLong(n / 2);
}

PyObject *
ok_twice(PyObject *module, PyObject *o)
{
    Py_ssize_t n = PyObject_Size(o);
    if (n < 0)
        return NULL;
    return PyLong_FromSsize_t(2 * n);
}

PyMethodDef methods[] = {{"half", half, METH_O, NULL},
                         {"twice", twice, METH_O, NULL},
                         {"half_of", ok_half, METH_O, NULL},
                         {"twice_of", ok_twice, METH_O, NULL},
                         {NULL, NULL, 0, NULL}};
