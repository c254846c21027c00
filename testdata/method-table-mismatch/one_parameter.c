/* One parameter for METH_NOARGS: works but on WebAssembly; possible only. */
#include <Python.h>

static PyObject *
version(PyObject *self)
{
    return PyUnicode_FromString("1.0");
}

PyMethodDef version_methods[] = {
    {"version", (PyCFunction)version, METH_NOARGS, NULL}, // DOUBT method-table-mismatch "takes 1 argument"
    {NULL, NULL, 0, NULL},
};
