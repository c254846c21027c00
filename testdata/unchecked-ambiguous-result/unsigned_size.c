/* (size_t)-1 is tested by nobody. */
#include <Python.h>

static PyObject *
padded(PyObject *self, PyObject *arg)
{
    size_t n = PyLong_AsSize_t(arg);
    return PyLong_FromSize_t(n + 7); // WARN unchecked-ambiguous-result "PyLong_AsSize_t()"
}

static PyMethodDef methods[] = {
    {"padded", padded, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
