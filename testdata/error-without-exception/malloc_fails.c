/* The C library does not raise MemoryError. */
#include <Python.h>
#include <stdlib.h>
#include <string.h>

static PyObject *
zeros(PyObject *self, PyObject *arg)
{
    Py_ssize_t n = PyLong_AsSsize_t(arg);
    if (n == -1 && PyErr_Occurred())
        return NULL;
    if (n < 0)
        n = 0;
    char *data = calloc((size_t)n + 1, 1);
    if (data == NULL)
        return NULL; // WARN error-without-exception "calloc()"
    PyObject *result = PyBytes_FromStringAndSize(data, n);
    free(data);
    return result;
}

static PyMethodDef methods[] = {
    {"zeros", zeros, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "zeros", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_zeros(void)
{
    return PyModule_Create(&def);
}

// RUN zeros(3)
