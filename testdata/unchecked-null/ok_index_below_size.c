/* An index that was compared with the size of the tuple is in range, also
 * when nothing reads the size again. */
#include <Python.h>

static PyObject *
spam_total(PyObject *self, PyObject *args)
{
    Py_ssize_t given = PyTuple_Size(args);
    if (given < 1 || given > 2) {
        PyErr_SetString(PyExc_TypeError, "one or two arguments");
        return NULL;
    }
    PyObject *first = PyTuple_GetItem(args, 0);
    if (given == 2) {
        PyObject *second = PyTuple_GetItem(args, 1);
        if (PyLong_Check(first) && PyLong_Check(second))
            return PyNumber_Add(first, second);
    }
    return PyNumber_Long(first);
}

static PyObject *
spam_copy(PyObject *self, PyObject *args)
{
    PyObject *copy = PyTuple_New(PyTuple_GET_SIZE(args));
    if (copy == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(args); i++) {
        PyObject *item = PyTuple_GetItem(args, i);
        Py_INCREF(item);
        PyTuple_SET_ITEM(copy, i, item);
    }
    return copy;
}

PyMethodDef methods[] = {
    {"total", spam_total, METH_VARARGS, NULL},
    {"copy", spam_copy, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
