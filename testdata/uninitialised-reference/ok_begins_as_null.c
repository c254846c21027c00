/* Everything begins as NULL. */
#include <Python.h>

PyObject *
joined(PyObject *parts, const char *separator)
{
    PyObject *sep = NULL, *list = NULL, *result = NULL;
    list = PySequence_List(parts);
    if (list == NULL)
        goto done;
    sep = PyUnicode_FromString(separator);
    if (sep == NULL)
        goto done;
    result = PyUnicode_Join(sep, list);
done:
    Py_XDECREF(sep);
    Py_XDECREF(list);
    return result;
}
