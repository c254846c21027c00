/* KeyError is meant; __getitem__ may raise anything. */
#include <Python.h>

static PyObject *
lookup(PyObject *self, PyObject *args)
{
    PyObject *map, *key;
    if (!PyArg_ParseTuple(args, "OO", &map, &key))
        return NULL;
    PyObject *value = PyObject_GetItem(map, key);
    if (value != NULL)
        return value;
    PyErr_Clear(); // WARN swallowed-exception "PyObject_GetItem()"
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"lookup", lookup, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
