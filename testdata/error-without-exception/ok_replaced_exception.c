/* One exception is cleared and another one set. */
#include <Python.h>

static PyObject *
parse(PyObject *self, PyObject *arg)
{
    PyObject *n = PyNumber_Long(arg);
    if (n != NULL)
        return n;
    if (PyErr_ExceptionMatches(PyExc_TypeError)) {
        PyErr_Clear();
        PyErr_SetString(PyExc_ValueError, "not a number");
    }
    return NULL;
}

static PyMethodDef methods[] = {
    {"parse", parse, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "parse", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_parse(void)
{
    return PyModule_Create(&def);
}

// RUN parse("x")
