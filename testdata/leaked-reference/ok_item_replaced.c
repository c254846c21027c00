/* Items that get another place, or are released once they were replaced. */
#include <Python.h>

static PyObject *
encode_all(PyObject *self, PyObject *texts)
{
    if (!PyList_CheckExact(texts)) {
        PyErr_SetString(PyExc_TypeError, "a list");
        return NULL;
    }
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(texts); i++) {
        PyObject *text = PyList_GET_ITEM(texts, i);
        PyObject *bytes = PyUnicode_AsUTF8String(text);

        if (bytes == NULL)
            return NULL;
        PyList_SET_ITEM(texts, i, bytes);
        Py_DECREF(text);
    }
    Py_RETURN_NONE;
}

static PyObject *
encode_before(PyObject *self, PyObject *texts)
{
    if (!PyList_CheckExact(texts)) {
        PyErr_SetString(PyExc_TypeError, "a list");
        return NULL;
    }
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(texts); i++) {
        PyObject *text = PyList_GET_ITEM(texts, i);
        PyObject *bytes = PyUnicode_AsUTF8String(text);

        if (bytes == NULL)
            return NULL;
        Py_DECREF(text);
        PyList_SET_ITEM(texts, i, bytes);
    }
    Py_RETURN_NONE;
}

static PyObject *
reverse(PyObject *self, PyObject *list)
{
    Py_ssize_t i = 0, j;

    if (!PyList_CheckExact(list)) {
        PyErr_SetString(PyExc_TypeError, "a list");
        return NULL;
    }
    for (j = PyList_GET_SIZE(list) - 1; i < j; i++, j--) {
        PyObject *first = PyList_GET_ITEM(list, i);
        PyObject *last = PyList_GET_ITEM(list, j);

        PyList_SET_ITEM(list, i, last);
        PyList_SET_ITEM(list, j, first);
    }
    Py_RETURN_NONE;
}

static PyObject *
pop_first(PyObject *self, PyObject *list)
{
    PyObject *first;

    if (!PyList_CheckExact(list) || PyList_GET_SIZE(list) == 0) {
        PyErr_SetString(PyExc_TypeError, "a list with items");
        return NULL;
    }
    first = PyList_GET_ITEM(list, 0);
    PyList_SET_ITEM(list, 0, Py_NewRef(Py_None));
    return first;
}

static PyObject *
swap_in(PyObject *self, PyObject *pair)
{
    PyObject *old, *text;

    if (!PyTuple_CheckExact(pair) || PyTuple_GET_SIZE(pair) != 2) {
        PyErr_SetString(PyExc_TypeError, "a pair");
        return NULL;
    }
    old = PyTuple_GET_ITEM(pair, 0);
    text = PyObject_Str(old);
    if (text == NULL)
        return NULL;
    PyTuple_SET_ITEM(pair, 0, text);
    Py_SETREF(old, NULL);
    Py_RETURN_NONE;
}

static PyObject *placeholder;

/* What was taken out is known by another name, and that is put back. */
static PyObject *
with_number(PyObject *self, PyObject *args)
{
    PyObject *old, *number, *result;

    if (!PyTuple_CheckExact(args) || PyTuple_GET_SIZE(args) != 1)
        Py_RETURN_NONE;
    old = PyTuple_GET_ITEM(args, 0);
    if (old != placeholder)
        Py_RETURN_NONE;
    number = PyLong_FromLong(100000);
    if (number == NULL)
        return NULL;
    PyTuple_SET_ITEM(args, 0, number);
    result = PyObject_Repr(args);
    Py_DECREF(number);
    PyTuple_SET_ITEM(args, 0, placeholder);
    return result;
}

PyMethodDef item_methods[] = {
    {"encode_all", encode_all, METH_O, NULL},
    {"encode_before", encode_before, METH_O, NULL},
    {"reverse", reverse, METH_O, NULL},
    {"pop_first", pop_first, METH_O, NULL},
    {"with_number", with_number, METH_O, NULL},
    {"swap_in", swap_in, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
