/* One key was asked for, another is looked up. */
#include <Python.h>

PyObject *
value_of(PyObject *self, PyObject *args)
{
    PyObject *dict, *key, *other;
    if (!PyArg_ParseTuple(args, "O!UU", &PyDict_Type, &dict, &key, &other))
        return NULL;
    if (PyDict_Contains(dict, key) != 1)
        return PyErr_Format(PyExc_KeyError, "%U", key);
    PyObject *value = PyDict_GetItem(dict, other);
    Py_INCREF(value); // WARN unchecked-null "'value' is NULL"
    return value;
}

PyObject *
without(PyObject *self, PyObject *args)
{
    PyObject *dict, *key;
    if (!PyArg_ParseTuple(args, "O!U", &PyDict_Type, &dict, &key))
        return NULL;
    int there = PyDict_Contains(dict, key);
    if (there < 0)
        return NULL;
    if (there && PyDict_DelItem(dict, key) < 0)
        return NULL;
    PyObject *value = PyDict_GetItem(dict, key);
    if (!there)
        Py_RETURN_NONE;
    Py_INCREF(value); // WARN unchecked-null "'value' is NULL"
    return value;
}
