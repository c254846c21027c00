/* The mask functions report errors by -1 as well. */
#include <Python.h>

static PyObject *
low_bits(PyObject *self, PyObject *arg)
{
    unsigned long bits = PyLong_AsUnsignedLongMask(arg);
    return PyLong_FromUnsignedLong(bits & 15); // WARN unchecked-ambiguous-result "PyLong_AsUnsignedLongMask()"
}

static PyMethodDef methods[] = {
    {"low_bits", low_bits, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
