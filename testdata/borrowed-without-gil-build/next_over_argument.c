/* PyDict_Next() over what the caller has. */
#include <Python.h>

static PyObject *
longest_key(PyObject *module, PyObject *dict)
{
    Py_ssize_t at = 0, best = 0, n;
    PyObject *key, *value;
    if (!PyDict_Check(dict))
        return PyErr_Format(PyExc_TypeError, "dict expected");
    while (PyDict_Next(dict, &at, &key, &value)) { // WARN borrowed-without-gil-build "PyDict_Next"
        n = PyUnicode_Check(key) ? PyUnicode_GET_LENGTH(key) : 0;
        best = n > best ? n : best;
    }
    return PyLong_FromSsize_t(best);
}

PyMethodDef key_methods[] = {
    {"longest_key", longest_key, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
