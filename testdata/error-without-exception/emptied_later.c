/* A method empties the variable that the import has filled. */
#include <Python.h>

static PyObject *TableError;

static PyObject *
lookup(PyObject *self, PyObject *ignored)
{
    if (TableError != NULL)
        PyErr_SetString(TableError, "empty table");
    return NULL; // WARN error-without-exception
}

static PyObject *
shutdown(PyObject *self, PyObject *ignored)
{
    Py_CLEAR(TableError);
    Py_RETURN_NONE;
}

static PyMethodDef table_methods[] = {
    {"lookup", lookup, METH_NOARGS, NULL},
    {"shutdown", shutdown, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef table_module = {
    PyModuleDef_HEAD_INIT, "table", NULL, -1, table_methods};

PyMODINIT_FUNC
PyInit_table(void)
{
    PyObject *m = PyModule_Create(&table_module);
    if (m == NULL)
        return NULL;
    TableError = PyErr_NewException("table.Error", NULL, NULL);
    if (TableError == NULL)
        Py_CLEAR(m);
    return m;
}
