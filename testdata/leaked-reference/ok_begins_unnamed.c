/* A plain struct begins with a union without a name; a helper frees it. */
#include <Python.h>

struct entry {
    union {
        long number;
        double real;
    };
    PyObject *label;
};

static void
entry_drop(struct entry *e)
{
    Py_XDECREF(e->label);
    PyMem_Free(e);
}

PyObject *
describe(PyObject *self, PyObject *label)
{
    struct entry *e = PyMem_Malloc(sizeof(*e));
    if (e == NULL)
        return PyErr_NoMemory();
    e->number = 3;
    e->label = label;
    Py_INCREF(label);
    PyObject *text = PyUnicode_FromFormat("%S", e->label);
    entry_drop(e);
    return text;
}
