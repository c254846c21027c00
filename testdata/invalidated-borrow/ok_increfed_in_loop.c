/* A reference of its own around the call. */
#include <Python.h>

static PyObject *
visit(PyObject *self, PyObject *dict)
{
    PyObject *key, *value;
    Py_ssize_t pos = 0;
    while (PyDict_Next(dict, &pos, &key, &value)) {
        Py_INCREF(key);
        Py_INCREF(value);
        PyObject *r = PyObject_CallMethod(value, "visit", "O", key);
        if (r == NULL) {
            PyErr_Format(PyExc_ValueError, "%.100s failed",
                         Py_TYPE(value)->tp_name);
            Py_DECREF(key);
            Py_DECREF(value);
            return NULL;
        }
        Py_DECREF(r);
        Py_DECREF(key);
        Py_DECREF(value);
    }
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"visit", visit, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
