/* A text that was looked at, and a pointer that is only shown. */
#include <Python.h>

PyObject *
asked(PyObject *text)
{
    const char *utf8 = PyUnicode_AsUTF8(text);
    if (utf8 != NULL)
        PyErr_Format(PyExc_ValueError, "%s", utf8);
    return NULL;
}

PyObject *
of_nothing(PyObject *o)
{
    void *p = NULL;
    return PyUnicode_FromFormat("%p of %R", p, o);
}
