/* A helper puts the object into a dict and drops the caller's reference; the
 * dict keeps it alive. */
#include <Python.h>

static int
set_and_drop(PyObject *dict, const char *key, PyObject *value)
{
    int rc = PyDict_SetItemString(dict, key, value);
    Py_XDECREF(value);
    return rc;
}

static int
append_and_drop(PyObject *value, PyObject *list)
{
    int rc = PyList_Append(list, value);
    Py_DECREF(value);
    return rc;
}

PyObject *
describe(PyObject *names)
{
    PyObject *dict = PyDict_New(), *list, *row;
    if (dict == NULL)
        return NULL;
    list = PyList_New(0);
    if (list == NULL) {
        Py_DECREF(dict);
        return NULL;
    }
    if (set_and_drop(dict, "names", list) < 0) {
        Py_DECREF(dict);
        return NULL;
    }
    row = PyTuple_New(0);
    if (row == NULL) {
        Py_DECREF(dict);
        return NULL;
    }
    if (append_and_drop(row, list) < 0 || PyTuple_Size(row) > 1 ||
        PyList_Append(list, names) < 0) {
        Py_DECREF(dict);
        return NULL;
    }
    return dict;
}
