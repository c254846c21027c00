/* An extension with one defect for each outcome of `refaudit confirm`. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

/* Lost whenever the second allocation fails. */
static PyObject *
pair(PyObject *self, PyObject *arg)
{
    PyObject *list = PyList_New(1);
    if (list == NULL)
        return NULL;
    PyObject *text = PyUnicode_FromFormat("%R", arg);
    if (text == NULL)
        return NULL;
    PyList_SET_ITEM(list, 0, text);
    return list;
}

/* Lost in every call that gets a number below zero. */
static PyObject *
below(PyObject *self, PyObject *arg)
{
    PyObject *list = PyList_New(0);
    if (list == NULL)
        return NULL;
    long n = PyLong_AsLong(arg);
    if (n == -1 && PyErr_Occurred())
        return NULL;
    if (n < 0) {
        PyErr_SetString(PyExc_ValueError, "below zero");
        return NULL;
    }
    return list;
}

/* Released twice when the second text cannot be made. */
static PyObject *
twice(PyObject *self, PyObject *arg)
{
    PyObject *one = PyUnicode_FromFormat("<%R>", arg);
    if (one == NULL)
        return NULL;
    PyObject *two = PyUnicode_FromFormat("[%R]", arg);
    if (two == NULL) {
        Py_DECREF(one);
        goto failed;
    }
    PyObject *both = PyUnicode_Concat(one, two);
    Py_DECREF(one);
    Py_DECREF(two);
    return both;
failed:
    Py_XDECREF(one);
    return NULL;
}

/* NULL used when there is no memory. */
static PyObject *
unchecked(PyObject *self, PyObject *arg)
{
    PyObject *t = PyTuple_New(1);
    Py_INCREF(arg);
    PyTuple_SET_ITEM(t, 0, arg);
    return t;
}

/* An error that the caller never hears the reason of. */
static PyObject *
silent(PyObject *self, PyObject *arg)
{
    if (arg == Py_None)
        return NULL;
    Py_INCREF(arg);
    return arg;
}

/* Nobody calls it. */
static PyObject *
unused(PyObject *self, PyObject *arg)
{
    PyObject *list = PyList_New(0);
    if (list == NULL)
        return NULL;
    if (PyList_Append(list, arg) < 0)
        return NULL;
    return list;
}

/* As it should be. */
static PyObject *
good(PyObject *self, PyObject *arg)
{
    PyObject *list = PyList_New(1);
    if (list == NULL)
        return NULL;
    PyObject *text = PyUnicode_FromFormat("%R", arg);
    if (text == NULL) {
        Py_DECREF(list);
        return NULL;
    }
    PyList_SET_ITEM(list, 0, text);
    return list;
}

static PyMethodDef methods[] = {
    {"pair", pair, METH_O, NULL},
    {"below", below, METH_O, NULL},
    {"twice", twice, METH_O, NULL},
    {"unchecked", unchecked, METH_O, NULL},
    {"silent", silent, METH_O, NULL},
    {"unused", unused, METH_O, NULL},
    {"good", good, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "spam", NULL, -1, methods, NULL, NULL, NULL, NULL,
};

PyMODINIT_FUNC
PyInit_spam(void)
{
    return PyModule_Create(&module);
}
