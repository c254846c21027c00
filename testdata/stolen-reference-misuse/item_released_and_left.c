/* The tuple has taken both over and will release them. */
#include <Python.h>

PyObject *
texts(PyObject *self, PyObject *args)
{
    PyObject *o;
    if (!PyArg_ParseTuple(args, "O", &o))
        return NULL;
    PyObject *pair = PyTuple_New(2);
    if (pair == NULL)
        return NULL;
    PyObject *str = PyObject_Str(o);
    if (str == NULL) {
        Py_DECREF(pair);
        return NULL;
    }
    PyTuple_SET_ITEM(pair, 0, str);
    PyObject *repr = PyObject_Repr(o);
    if (repr == NULL) {
        Py_DECREF(str); // WARN stolen-reference-misuse "PyTuple_SET_ITEM()"
        Py_DECREF(pair);
        return NULL;
    }
    PyTuple_SET_ITEM(pair, 1, repr);
    Py_DECREF(repr); // WARN stolen-reference-misuse "PyTuple_SET_ITEM()"
    return pair;
}
