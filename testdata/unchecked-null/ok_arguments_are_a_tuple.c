/* What a method is called with is a tuple: it knows its length, and items
 * below it are there.
 */
#include <Python.h>

static PyObject *
heap_total(PyObject *self, PyObject *args)
{
    Py_ssize_t n = PySequence_Length(args);
    long total = 0;
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *one = PySequence_GetItem(args, i);
        if (!PyLong_Check(one)) {
            PyErr_SetString(PyExc_TypeError, "numbers only");
            Py_DECREF(one);
            return NULL;
        }
        int overflow;
        total += PyLong_AsLongAndOverflow(one, &overflow);
        Py_DECREF(one);
    }
    return PyLong_FromLong(total);
}

static PyObject *
heap_watch(PyObject *self, PyObject *args)
{
    Py_ssize_t n = PySequence_Length(args);
    if (n < 1)
        Py_RETURN_NONE;
    PyObject *callback = PySequence_ITEM(args, 0);
    PyObject *rest = PySequence_GetSlice(args, 1, n);
    if (rest == NULL) {
        Py_DECREF(callback);
        return NULL;
    }
    return Py_BuildValue("NN", callback, rest);
}

PyMethodDef methods[] = {
    {"total", heap_total, METH_VARARGS, NULL},
    {"watch", heap_watch, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
