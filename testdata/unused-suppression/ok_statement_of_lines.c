/* The call stands on the second line of the statement. */
#include <Python.h>

static PyObject *
describe(PyObject *self, PyObject *item)
{
    /* refaudit: ignore[REF001] it stays */
    PyObject *out =
        PyDict_New();
    if (out == NULL)
        return NULL;
    if (PyDict_SetItemString(out, "item", item) < 0)
        return NULL;
    return out;
}

PyMethodDef methods[] = {
    {"describe", describe, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
