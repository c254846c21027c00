/* The first failure jumps past the assignment of what is released. */
#include <Python.h>

PyObject *
joined(PyObject *parts, const char *separator)
{
    PyObject *sep, *result = NULL;
    PyObject *list = PySequence_List(parts);
    if (list == NULL)
        goto done;
    sep = PyUnicode_FromString(separator);
    if (sep != NULL)
        result = PyUnicode_Join(sep, list);
done:
    Py_XDECREF(sep); // WARN uninitialised-reference "'sep' released although it never got a value when PySequence_List() fails"
    Py_XDECREF(list);
    return result;
}
