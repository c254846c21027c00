/* Walking an array by a pointer. */
#include <Python.h>

PyObject *
right(const char *const *names, size_t n)
{
    PyObject *list = PyList_New(0);
    if (list == NULL)
        return NULL;
    for (const char *const *p = names; p != names + n; ++p) {
        PyObject *s = PyUnicode_FromString(*p);
        if (s == NULL || PyList_Append(list, s) < 0) {
            Py_XDECREF(s);
            Py_DECREF(list);
            return NULL;
        }
        Py_DECREF(s);
    }
    return list;
}

PyObject *
wrong(const char *const *names)
{
    PyObject *list = PyList_New(0);
    if (list == NULL)
        return NULL;
    while (*names) {
        PyObject *s = PyUnicode_FromString(*names++);
        if (s == NULL)
            return NULL; // WARN leaked-reference "'list'"
        int rc = PyList_Append(list, s);
        Py_DECREF(s);
        if (rc < 0) {
            Py_DECREF(list);
            return NULL;
        }
    }
    return list;
}
