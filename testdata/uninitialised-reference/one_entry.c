/* Who does not ask whether there is an entry has counted them before. */
#include <Python.h>

static PyObject *
ok_single_value(PyObject *self, PyObject *dict)
{
    if (!PyDict_Check(dict) || PyDict_Size(dict) != 1) {
        PyErr_SetString(PyExc_ValueError, "exactly one, please");
        return NULL;
    }
    PyObject *value;
    Py_ssize_t at = 0;
    PyDict_Next(dict, &at, NULL, &value);
    return PyObject_Str(value);
}

static PyObject *
any_value(PyObject *self, PyObject *dict)
{
    PyObject *value;
    Py_ssize_t at = 0;
    int found = PyDict_Next(dict, &at, NULL, &value);
    PyObject *text = PyObject_Str(value); // WARN uninitialised-reference
    if (text != NULL && !found)
        Py_SETREF(text, PyUnicode_FromString(""));
    return text;
}

PyMethodDef dict_methods[] = {
    {"single_value", ok_single_value, METH_O, NULL},
    {"any_value", any_value, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
