/* Whoever has asked whether the key is there need not ask again. */
#include <Python.h>

PyObject *
first_of(PyObject *self, PyObject *args)
{
    PyObject *dict, *key, *value = Py_None;
    if (!PyArg_ParseTuple(args, "O!U", &PyDict_Type, &dict, &key))
        return NULL;
    int there = PyDict_Contains(dict, key);
    if (there < 0)
        return NULL;
    if (there) {
        value = PyDict_GetItemWithError(dict, key);
        if (PyList_Check(value) && PyList_GET_SIZE(value) > 0)
            value = PyList_GET_ITEM(value, 0);
    }
    Py_INCREF(value);
    return value;
}

PyObject *
name_of(PyObject *self, PyObject *dict)
{
    static PyObject *key;
    if (key == NULL && (key = PyUnicode_InternFromString("name")) == NULL)
        return NULL;
    if (!PyDict_Check(dict) || PyDict_Contains(dict, key) != 1) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_KeyError, "name");
        return NULL;
    }
    PyObject *name = PyDict_GetItem(dict, key);
    Py_INCREF(name);
    return name;
}
