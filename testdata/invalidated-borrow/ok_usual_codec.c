/* Text is decoded as UTF-8, which runs no Python code. */
#include <Python.h>

extern void option_add(PyObject *name, PyObject *value);

static PyObject *
decoded(PyObject *o)
{
    if (PyBytes_Check(o))
        return PyUnicode_FromEncodedObject(o, "utf-8", NULL);
    PyErr_SetString(PyExc_TypeError, "bytes are needed");
    return NULL;
}

PyObject *
add_options(PyObject *self, PyObject *args)
{
    PyObject *options, *key, *value;
    Py_ssize_t at = 0;
    if (!PyArg_ParseTuple(args, "O!", &PyDict_Type, &options))
        return NULL;
    while (PyDict_Next(options, &at, &key, &value)) {
        PyObject *name = decoded(key);
        if (name == NULL)
            return NULL;
        PyObject *text = decoded(value);
        if (text == NULL) {
            Py_DECREF(name);
            return NULL;
        }
        option_add(name, text);
        Py_DECREF(name);
        Py_DECREF(text);
    }
    Py_RETURN_NONE;
}
