/* Reading numbers and looking up strings runs no foreign code in practice. */
#include <Python.h>

static PyObject *
weigh(PyObject *self, PyObject *map)
{
    PyObject *unit = PyDict_GetItemString(map, "unit");
    PyObject *size = PyDict_GetItemString(map, "size");
    if (unit == NULL || size == NULL)
        Py_RETURN_NONE;
    long n = PyLong_AsLong(size);
    if (n == -1 && PyErr_Occurred())
        return NULL;
    if (!PyUnicode_Check(unit))
        Py_RETURN_NONE;
    return PyUnicode_FromFormat("%ld %U", n, unit);
}

static PyMethodDef methods[] = {
    {"weigh", weigh, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

