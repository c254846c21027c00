/* PyDict_GetItemString() never leaves an exception. */
#include <Python.h>

static PyObject *
get_host(PyObject *self, PyObject *args)
{
    PyObject *options, *host;
    if (!PyArg_ParseTuple(args, "O!", &PyDict_Type, &options))
        return NULL;
    if (!(host = PyDict_GetItemString(options, "host")))
        return NULL; // WARN error-without-exception "PyDict_GetItemString()"
    Py_INCREF(host);
    return host;
}

static PyMethodDef methods[] = {
    {"get_host", get_host, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "host", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_host(void)
{
    return PyModule_Create(&def);
}

// RUN get_host({})
