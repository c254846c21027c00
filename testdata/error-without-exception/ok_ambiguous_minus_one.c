/* -1 is a value; only together with an exception is it a failure. */
#include <Python.h>

static PyObject *
half(PyObject *self, PyObject *arg)
{
    long n = PyLong_AsLong(arg);
    if (n == -1 && PyErr_Occurred())
        return NULL;
    return PyLong_FromLong(n / 2);
}

static PyMethodDef methods[] = {
    {"half", half, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "half", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_half(void)
{
    return PyModule_Create(&def);
}

// RUN half(-2)
// RUN half("x")
