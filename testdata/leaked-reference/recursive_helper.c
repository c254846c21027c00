/* What a recursive helper returns is known from where it does not recurse. */
#include <Python.h>

static PyObject *
flatten(PyObject *value, int depth)
{
    if (!PyList_Check(value) || depth > 20)
        return PyObject_Str(value);
    PyObject *parts = PyList_New(0);
    if (parts == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(value); i++) {
        PyObject *part = flatten(PyList_GET_ITEM(value, i), depth + 1);
        if (part == NULL || PyList_Append(parts, part) < 0) {
            Py_DECREF(parts);
            return NULL; // WARN leaked-reference "'part'"
        }
        Py_DECREF(part);
    }
    return parts;
}

PyObject *
spam_flatten(PyObject *module, PyObject *arg)
{
    PyObject *result = flatten(arg, 0);
    if (result != NULL && result == module) {
        PyErr_SetString(PyExc_ValueError, "cannot flatten a module");
        result = NULL; // WARN leaked-reference "'result'"
    }
    return result;
}

// RUN spam_flatten([12345, [67890]])
// RUN-UNSEEN no module is flattened to itself
