/* PyList_SET_ITEM() does not release what stood there: who read it has it. */
#include <Python.h>

static PyObject *
pair_up(PyObject *self, PyObject *mapping)
{
    PyObject *items = PyMapping_Keys(mapping);

    if (items == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(items); i++) {
        PyObject *key = PyList_GET_ITEM(items, i), *value, *pair;

        Py_INCREF(key);
        value = PyObject_GetItem(mapping, key);
        Py_DECREF(key);
        if (value == NULL)
            goto error;
        pair = PyTuple_Pack(2, key, value);
        Py_DECREF(value);
        if (pair == NULL)
            goto error;
        PyList_SET_ITEM(items, i, pair);
    }
    return items;   // WARN leaked-reference "'key'"
error:
    Py_DECREF(items);
    return NULL;   // WARN leaked-reference "'key'"
}

static PyObject *
encode_all(PyObject *self, PyObject *texts)
{
    if (!PyList_CheckExact(texts)) {
        PyErr_SetString(PyExc_TypeError, "a list");
        return NULL;
    }
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(texts); i++) {
        PyObject *text = PyList_GET_ITEM(texts, i), *bytes;

        Py_INCREF(text);
        bytes = PyUnicode_AsUTF8String(text);
        if (bytes == NULL) {
            Py_DECREF(text);
            return NULL;
        }
        PyList_SET_ITEM(texts, i, bytes);
        Py_DECREF(text);
    }   // WARN leaked-reference "'text'"
    Py_RETURN_NONE;
}

PyMethodDef item_methods[] = {
    {"pair_up", pair_up, METH_O, NULL},
    {"encode_all", encode_all, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
