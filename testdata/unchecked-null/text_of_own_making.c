/* Texts that certainly have UTF-8: only memory can be missing. */
#include <Python.h>

PyObject *
of_literal(const char *from)
{
    PyObject *text = PyUnicode_FromString(from);
    if (text == NULL)
        return NULL;
    PyErr_Format(PyExc_ValueError, "%s", PyUnicode_AsUTF8(text)); // DOUBT unchecked-null
    Py_DECREF(text);
    return NULL;
}

PyObject *
of_number(long n)
{
    PyObject *number = PyLong_FromLong(n);
    if (number == NULL)
        return NULL;
    PyObject *text = PyObject_Str(number);
    Py_DECREF(number);
    if (text == NULL)
        return NULL;
    PyErr_Format(PyExc_ValueError, "%s", PyUnicode_AsUTF8(text)); // RARE unchecked-null
    Py_DECREF(text);
    return NULL;
}

PyObject *
of_address(void *p)
{
    PyObject *text = PyUnicode_FromFormat("%p", p);
    if (text == NULL)
        return NULL;
    PyErr_Format(PyExc_ValueError, "%s", PyUnicode_AsUTF8(text)); // DOUBT unchecked-null
    Py_DECREF(text);
    return NULL;
}
