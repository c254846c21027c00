#include <Python.h>

static PyObject *
describe(PyObject *self, PyObject *item)
{
    PyObject *out = PyDict_New();
    if (out == NULL)
        return NULL;
    if (PyDict_SetItemString(out, "item", item) < 0)
        return NULL; // REFAUDIT: Ignore[ref001] kept for the process
    return out;
}

PyMethodDef methods[] = {
    {"describe", describe, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
