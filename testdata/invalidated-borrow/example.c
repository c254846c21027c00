/* The repr() of the key may empty the dict: nobody holds the value then. */
#include <Python.h>

static PyObject *
describe(PyObject *self, PyObject *dict)
{
    PyObject *key, *value;
    Py_ssize_t pos = 0;
    while (PyDict_Next(dict, &pos, &key, &value)) {
        PyObject *text = PyObject_Repr(key);
        if (text == NULL)
            return NULL;
        int good = PyUnicode_GetLength(text) > 3;
        Py_DECREF(text);
        if (good)
            return PyObject_Str(value); // WARN invalidated-borrow "'value', borrowed from 'dict',"
    }
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"describe", describe, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
