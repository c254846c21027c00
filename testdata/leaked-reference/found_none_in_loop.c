/* What a helper gives is None in some rounds of the loop: how often that was
   released is no reason to give up on what else the loop does. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *sort;
    PyObject *encoding;
} Encoder;

static inline int
is_text(PyObject *key)
{
    return PyUnicode_Check(key);
}

static PyObject *
text_of(Encoder *e, PyObject *key)
{
    if (PyUnicode_Check(key))
        return Py_NewRef(key);
    if (PyBytes_Check(key))
        return PyUnicode_FromEncodedObject(key, "utf-8", NULL);
    if (key == Py_True)
        return PyUnicode_FromString("true");
    return PyObject_CallMethod(e->encoding, "text", "O", key);
}

PyObject *
items_by_text(Encoder *e, PyObject *dict)
{
    PyObject *items, *iter = NULL, *list = NULL, *item = NULL, *text = NULL;
    if (PyDict_CheckExact(dict))
        items = PyDict_Items(dict);
    else
        items = PyMapping_Items(dict);
    if (items == NULL)
        return NULL;
    if (e->sort == Py_None) {
        iter = PyObject_GetIter(items);
        Py_DECREF(items);
        return iter;
    }
    Py_ssize_t i, size = PyList_GET_SIZE(items);
    for (i = 0; i < size; i++) {
        PyObject *it = PyList_GET_ITEM(items, i);
        if (!PyTuple_Check(it) || PyTuple_GET_SIZE(it) != 2) {
            PyErr_SetString(PyExc_ValueError, "not a pair");
            Py_DECREF(items);
            return NULL;
        }
        if (!is_text(PyTuple_GET_ITEM(it, 0)))
            break;
    }
    if (i == size) {
        iter = PyObject_GetIter(items);
        Py_DECREF(items);
        return iter;
    }
    iter = PyObject_GetIter(items);
    Py_DECREF(items);
    if (iter == NULL)
        return NULL;
    list = PyList_New(0);
    if (list == NULL)
        goto error;
    while ((item = PyIter_Next(iter))) { // WARN leaked-reference "'item'" // WARN leaked-reference
        PyObject *key, *value;
        if (!PyTuple_Check(item) || PyTuple_GET_SIZE(item) != 2) {
            PyErr_SetString(PyExc_ValueError, "not a pair");
            goto error;
        }
        key = PyTuple_GET_ITEM(item, 0);
        if (!is_text(key)) {
            PyObject *pair;
            text = text_of(e, key);
            if (text == NULL)
                goto error;
            if (text == Py_None) {
                Py_CLEAR(text);
                Py_CLEAR(item);
                continue;
            }
            value = PyTuple_GET_ITEM(item, 1);
            pair = PyTuple_Pack(2, text, value);
            if (pair == NULL)
                goto error;
            Py_CLEAR(text);
            Py_DECREF(item);
            item = pair;
        }
        if (PyList_Append(list, item) < 0)
            goto error;
    }
    Py_CLEAR(iter);
    if (PyErr_Occurred())
        goto error;
    iter = PyObject_GetIter(list);
    Py_CLEAR(list);
    return iter;

error:
    Py_XDECREF(text);
    Py_XDECREF(item);
    Py_XDECREF(iter);
    Py_XDECREF(list);
    return NULL;
}
