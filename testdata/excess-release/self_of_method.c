/* `self` is lent to every method. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    unsigned long digits;
} Number;

static PyObject *
Number_num_digits(PyObject *self, PyObject *Py_UNUSED(ignored))
{
    PyObject *result = PyLong_FromUnsignedLong(((Number *)self)->digits);
    Py_DECREF(self); // WARN excess-release "'self'"
    return result;
}

static PyMethodDef Number_methods[] = {
    {"num_digits", Number_num_digits, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Number_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "num.Number",
    .tp_basicsize = sizeof(Number),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_methods = Number_methods,
    .tp_new = PyType_GenericNew,
};
