/* METH_KEYWORDS means something only beside METH_VARARGS. */
#include <Python.h>

static PyObject *
setup(PyObject *self, PyObject *args, PyObject *kw)
{
    return PyBool_FromLong(kw != NULL);
}

PyMethodDef setup_methods[] = {
    {"setup", (PyCFunction)(void (*)(void))setup, METH_KEYWORDS, NULL}, // WARN method-table-mismatch "METH_KEYWORDS, which Python refuses"
    {NULL},
};
