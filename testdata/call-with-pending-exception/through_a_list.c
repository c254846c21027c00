/* The iterator of a list ends and never fails; of any object it may. */
#include <Python.h>

static PyObject *
find(PyObject *iter, const char *name)
{
    PyObject *item;
    while ((item = PyIter_Next(iter)) != NULL) {
        if (PyUnicode_Check(item) &&
            PyUnicode_CompareWithASCIIString(item, name) == 0)
            return item;
        Py_DECREF(item);
    }
    return NULL;
}

PyObject *
find_key(PyObject *dict, PyObject *spare)
{
    PyObject *item, *keys = PyDict_Keys(dict);
    if (keys == NULL)
        return NULL;
    PyObject *iter = PyObject_GetIter(keys);
    Py_DECREF(keys);
    if (iter == NULL)
        return NULL;
    while ((item = PyIter_Next(iter)) != NULL)
        Py_DECREF(item);
    Py_DECREF(iter);
    iter = PyObject_GetIter(spare);
    if (iter == NULL)
        return NULL;
    item = find(iter, "name");
    Py_DECREF(iter);
    return item;
}

PyObject *
last_key(PyObject *dict, PyObject *spare)
{
    PyObject *item, *last = NULL, *keys = PyDict_Keys(dict);
    if (keys == NULL)
        return NULL;
    PyObject *iter = PyObject_GetIter(keys);
    Py_DECREF(keys);
    if (iter == NULL)
        return NULL;
    while ((item = PyIter_Next(iter)) != NULL) {
        Py_XDECREF(last);
        last = item;
    }
    Py_DECREF(iter);
    PyObject *more = PyObject_GetIter(spare);
    if (more == NULL)
        return NULL; // WARN leaked-reference "'last'"
    Py_DECREF(more);
    return last;
}

PyObject *
find_item(PyObject *items, PyObject *spare)
{
    PyObject *item, *iter = PyObject_GetIter(items);
    if (iter == NULL)
        return NULL;
    while ((item = PyIter_Next(iter)) != NULL)
        Py_DECREF(item);
    Py_DECREF(iter);
    iter = PyObject_GetIter(spare); // WARN call-with-pending-exception
    if (iter == NULL)
        return NULL;
    item = find(iter, "name");
    Py_DECREF(iter);
    return item;
}
