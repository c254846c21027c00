/* The comment stands above, with another one between. */
#include <Python.h>

static PyObject *
describe(PyObject *self, PyObject *item)
{
    PyObject *out = PyDict_New();
    if (out == NULL)
        return NULL;
    if (PyDict_SetItemString(out, "item", item) < 0) {
        // refaudit: ignore[REF001] it stays

        // the caller gives up
        return NULL;
    }
    return out;
}

PyMethodDef methods[] = {
    {"describe", describe, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
