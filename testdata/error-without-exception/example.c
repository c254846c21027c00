/* PyDict_GetItemWithError() sets no exception for a missing key. */
#include <Python.h>

static PyObject *table;

static PyObject *
lookup(PyObject *self, PyObject *key)
{
    if (table == NULL && (table = PyDict_New()) == NULL)
        return NULL;
    PyObject *value = PyDict_GetItemWithError(table, key);
    if (value == NULL)
        return NULL; // WARN error-without-exception "PyDict_GetItemWithError()"
    Py_INCREF(value);
    return value;
}

static PyMethodDef methods[] = {
    {"lookup", lookup, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef def = {
    PyModuleDef_HEAD_INIT, .m_name = "table", .m_methods = methods,
};

PyMODINIT_FUNC
PyInit_table(void)
{
    return PyModule_Create(&def);
}

// RUN lookup("key")
