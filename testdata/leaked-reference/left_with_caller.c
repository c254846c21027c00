// The helper has filled the variable when it fails, and nobody looks there.
#include <Python.h>

static int
convert(PyObject *o, PyObject **bytes)
{
    char *text;
    if (PyUnicode_Check(o)) {
        *bytes = PyUnicode_AsUTF8String(o);
        return *bytes != NULL;
    }
    if (PyBytes_Check(o)) {
        Py_INCREF(o);
        *bytes = o;
        if (PyBytes_AsStringAndSize(o, &text, NULL) < 0)
            return 0;  // WARN leaked-reference
        return 1;
    }
    PyErr_SetString(PyExc_TypeError, "bytes or str");
    return 0;
}

static PyObject *
length(PyObject *self, PyObject *o)
{
    PyObject *bytes;
    Py_ssize_t n;
    if (!convert(o, &bytes))
        return NULL;  // WARN leaked-reference "'bytes'"
    n = PyBytes_GET_SIZE(bytes);
    Py_DECREF(bytes);
    return PyLong_FromSsize_t(n);
}

/* This one is looked at. */
static int
get_both(PyObject *pair, PyObject **first, PyObject **second)
{
    *first = PySequence_GetItem(pair, 0);
    if (*first == NULL)
        return -1;
    *second = PySequence_GetItem(pair, 1);
    return *second == NULL ? -1 : 0;
}

static PyObject *
add(PyObject *self, PyObject *pair)
{
    PyObject *first = NULL, *second = NULL, *sum = NULL;
    if (get_both(pair, &first, &second) == 0)
        sum = PyNumber_Add(first, second);
    Py_XDECREF(first);
    Py_XDECREF(second);
    return sum;
}

static PyMethodDef methods[] = {
    {"length", length, METH_O, NULL},
    {"add", add, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "spam", NULL, -1, methods,
};

PyMODINIT_FUNC
PyInit_spam(void)
{
    return PyModule_Create(&module);
}
