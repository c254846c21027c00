/* What kept the object alive goes first. */
#include <Python.h>

static int
set_and_drop(PyObject *dict, const char *key, PyObject *value)
{
    int rc = PyDict_SetItemString(dict, key, value);
    Py_XDECREF(value);
    return rc;
}

Py_ssize_t
count(PyObject *names)
{
    PyObject *dict = PyDict_New(), *list;
    if (dict == NULL)
        return -1;
    list = PySequence_List(names);
    if (list == NULL) {
        Py_DECREF(dict);
        return -1;
    }
    set_and_drop(dict, "names", list);
    Py_DECREF(dict);
    return PyList_Size(list); // WARN use-after-release "'list'"
}
