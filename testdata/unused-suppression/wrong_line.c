#include <Python.h>

static PyObject *
describe(PyObject *self, PyObject *item)
{
    /* refaudit: ignore[REF001] it stays */ // WARN unused-suppression
    int n = 0;
    (void)n;
    PyObject *out = PyDict_New();
    if (out == NULL)
        return NULL;
    if (PyDict_SetItemString(out, "item", item) < 0)
        return NULL; // WARN leaked-reference
    return out;
}

PyMethodDef methods[] = {
    {"describe", describe, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
