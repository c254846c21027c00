/* A word about one exit says nothing of the other. */
#include <Python.h>

static PyObject *
describe(PyObject *self, PyObject *item)
{
    PyObject *out = PyDict_New();
    if (out == NULL)
        return NULL;
    if (PyDict_SetItemString(out, "item", item) < 0)
        return NULL; /* refaudit: ignore[REF001] it stays */ // WARN leaked-reference
    if (PyDict_SetItemString(out, "self", self) < 0)
        return NULL; // WARN leaked-reference
    return out; /* refaudit: ignore[EXC002] it stays */ // WARN unused-suppression
}

PyMethodDef methods[] = {
    {"describe", describe, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
