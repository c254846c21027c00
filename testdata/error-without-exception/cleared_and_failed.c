/* The real reason is thrown away before the failure is reported. */
#include <Python.h>

static PyObject *
to_int(PyObject *self, PyObject *arg)
{
    PyObject *n = PyNumber_Long(arg);
    if (n == NULL) {
        PyErr_Clear(); // WARN swallowed-exception
        return NULL; // WARN error-without-exception
    }
    return n;
}

static PyMethodDef methods[] = {
    {"to_int", to_int, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "toint", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_toint(void)
{
    return PyModule_Create(&def);
}

// RUN to_int("x")
