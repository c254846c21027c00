/* Callers pass one tuple of many; the format is a variable. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

static const char *const record = "kiiy#";

static PyObject *
log_append(PyObject *self, PyObject *obj)
{
    unsigned long offset;
    int parent, base;
    const char *node;
    Py_ssize_t n;
    if (!PyArg_ParseTuple(obj, record, &offset, &parent, &base, &node, &n)) // DOUBT method-table-mismatch "is no tuple"
        return NULL;
    return PyLong_FromLong(parent - base);
}

PyMethodDef methods[] = {
    {"append", log_append, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
