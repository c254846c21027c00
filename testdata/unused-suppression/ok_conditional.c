#include <Python.h>

static PyObject *
describe(PyObject *self, PyObject *item)
{
    PyObject *out = PyDict_New();
    if (out == NULL)
        return NULL;
    if (PyDict_SetItemString(out, "item", item) < 0)
        return NULL; // refaudit: ignore[REF001] it stays
    return out;
}

PyMethodDef methods[] = {
    {"describe", describe, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
#ifdef _WIN32
/* refaudit: ignore[NUL001] windows only */
int handles;
#endif
