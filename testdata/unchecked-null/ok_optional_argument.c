/* Optional arguments that are tested, have a default, or are counted. */
#include <Python.h>

PyObject *
get_default(PyObject *self, PyObject *args)
{
    PyObject *name, *value = NULL;
    if (!PyArg_ParseTuple(args, "O|O", &name, &value))
        return NULL;
    if (value == NULL)
        value = Py_None;
    Py_INCREF(value);
    return value;
}

PyObject *
combine(PyObject *self, PyObject *args)
{
    PyObject *left, *right = NULL;
    if (!PyArg_ParseTuple(args, "O|O", &left, &right))
        return NULL;
    return right ? PyNumber_Add(left, right) : PyNumber_Positive(left);
}

PyObject *
by_number(PyObject *self, PyObject *args)
{
    PyObject *left, *right = NULL;
    if (!PyArg_ParseTuple(args, "O|O", &left, &right))
        return NULL;
    if (PyTuple_GET_SIZE(args) < 2)
        return PyNumber_Positive(left);
    return PyNumber_Add(left, right);
}

PyObject *
releases_null(PyObject *self, PyObject *args)
{
    PyObject *key, *fallback = NULL;
    if (!PyArg_ParseTuple(args, "O|O", &key, &fallback))
        return NULL;
    Py_XINCREF(fallback);
    PyObject *found = PyObject_GetItem(self, key);
    if (found == NULL && fallback != NULL &&
        PyErr_ExceptionMatches(PyExc_KeyError)) {
        PyErr_Clear();
        return fallback;
    }
    Py_XDECREF(fallback);
    return found;
}
