/* The helper runs Python code, which its summary tells. */
#include <Python.h>

static int
announce(PyObject *logger, const char *what)
{
    PyObject *r = PyObject_CallMethod(logger, "info", "s", what);
    Py_XDECREF(r);
    return r == NULL ? -1 : 0;
}

static PyObject *
lookup(PyObject *self, PyObject *args)
{
    PyObject *table, *logger, *key;
    if (!PyArg_ParseTuple(args, "O!OO", &PyDict_Type, &table, &logger, &key))
        return NULL;
    PyObject *found = PyDict_GetItemWithError(table, key);
    if (found == NULL) {
        if (!PyErr_Occurred())
            PyErr_SetObject(PyExc_KeyError, key);
        return NULL;
    }
    if (announce(logger, "hit") < 0)
        return NULL;
    return PyObject_Repr(found); // WARN invalidated-borrow "after announce() ran Python code"
}

static PyMethodDef lookup_methods[] = {
    {"lookup", (PyCFunction)lookup, METH_VARARGS, PyDoc_STR("look up")},
    {NULL},
};
