/* The macros put an item into an empty place; what stands there is lost. */
#include <Python.h>

PyObject *
pair(PyObject *self, PyObject *arg)
{
    PyObject *list = PyList_New(1);
    if (list == NULL)
        return NULL;
    PyObject *text = PyObject_Str(arg);
    if (text == NULL) {
        Py_DECREF(list);
        return NULL;
    }
    PyList_SET_ITEM(list, 0, text);
    PyObject *code = PyObject_Repr(arg);
    if (code == NULL) {
        Py_DECREF(list);
        return NULL;
    }
    PyList_SET_ITEM(list, 0, code); // WARN leaked-reference "'list' holds"
    return list;
}

PyObject *
blank(PyObject *self, PyObject *dict)
{
    PyObject *keys = PyMapping_Keys(dict);
    if (keys == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(keys); i++) {
        PyObject *n = PyLong_FromSsize_t(i + 1000);
        if (n == NULL) {
            Py_DECREF(keys);
            return NULL;
        }
        PyList_SET_ITEM(keys, i, n); // WARN leaked-reference "'keys' holds"
    }
    return keys;
}

PyObject *
ok_both(PyObject *self, PyObject *arg)
{
    PyObject *t = PyTuple_New(2);
    if (t == NULL)
        return NULL;
    Py_INCREF(arg);
    PyTuple_SET_ITEM(t, 0, arg);
    Py_INCREF(arg);
    PyTuple_SET_ITEM(t, 1, arg);
    return t;
}

PyObject *
ok_one_of_two(PyObject *self, PyObject *arg)
{
    PyObject *t = PyTuple_New(1);
    if (t == NULL)
        return NULL;
    if (arg == Py_None) {
        Py_INCREF(self);
        PyTuple_SET_ITEM(t, 0, self);
    }
    else {
        Py_INCREF(arg);
        PyTuple_SET_ITEM(t, 0, arg);
    }
    return t;
}

PyObject *
ok_emptied_first(PyObject *self, PyObject *arg)
{
    PyObject *t = PyTuple_New(1);
    if (t == NULL)
        return NULL;
    PyTuple_SET_ITEM(t, 0, NULL);
    Py_INCREF(arg);
    PyTuple_SET_ITEM(t, 0, arg);
    return t;
}

PyObject *
ok_replaced(PyObject *self, PyObject *dict)
{
    PyObject *keys = PyMapping_Keys(dict);
    if (keys == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(keys); i++) {
        PyObject *key = PyList_GET_ITEM(keys, i);
        PyObject *text = PyObject_Str(key);
        if (text == NULL) {
            Py_DECREF(keys);
            return NULL;
        }
        PyList_SET_ITEM(keys, i, text);
        Py_DECREF(key);
    }
    return keys;
}

PyObject *
ok_new_each_time(PyObject *self, PyObject *arg)
{
    PyObject *all = PyList_New(0);
    for (int i = 0; all != NULL && i < 3; i++) {
        PyObject *one = PyTuple_New(1);
        if (one == NULL) {
            Py_DECREF(all);
            return NULL;
        }
        Py_INCREF(arg);
        PyTuple_SET_ITEM(one, 0, arg);
        if (PyList_Append(all, one) < 0)
            Py_CLEAR(all);
        Py_DECREF(one);
    }
    return all;
}
