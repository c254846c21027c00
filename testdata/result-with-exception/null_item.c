/* The tuple takes NULL for an empty place, and nobody else looks. */
#include <Python.h>

static const char *const names[] = {"caf\xe9", "bar"};

static PyObject *
bars(PyObject *self, PyObject *ignored)
{
    PyObject *all = PyTuple_New(2);
    if (all == NULL)
        return NULL;
    for (int i = 0; i < 2; i++) {
        PyObject *item = PyUnicode_FromString(names[i]);
        if (PyTuple_SetItem(all, i, item) < 0) {
            Py_DECREF(all);
            return NULL;
        }
    }
    return all; // WARN result-with-exception "PyUnicode_FromString()"
}

static PyMethodDef methods[] = {
    {"bars", bars, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
