/* A value that is no integer gives -1 and TypeError. */
#include <Python.h>

static PyObject *
twice(PyObject *self, PyObject *arg)
{
    long n = PyLong_AsLong(arg);
    return PyLong_FromLong(2 * n); // WARN unchecked-ambiguous-result "result of PyLong_AsLong() used although it may mean an error"
}

static PyMethodDef methods[] = {
    {"twice", twice, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "twice", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_twice(void)
{
    return PyModule_Create(&def);
}
