/* Nothing is known of the function that fails, but it works on Python objects:
 * the code asks which exception there is, and not whether there is one. */
#include <Python.h>

extern int table_remove(PyObject *table, PyObject *key);

PyObject *
discard(PyObject *self, PyObject *args)
{
    PyObject *key;
    if (!PyArg_ParseTuple(args, "O", &key))
        return NULL;
    if (table_remove(self, key) < 0) {
        PyObject *type = PyErr_Occurred();
        if (type == NULL || type != PyExc_KeyError)
            return NULL; // DOUBT error-without-exception
        PyErr_Clear();
    }
    Py_RETURN_NONE;
}

static int
lookup(PyObject *table, PyObject *key)
{
    return PyDict_GetItem(table, key) == NULL ? -1 : 0;
}

PyObject *
require(PyObject *self, PyObject *args)
{
    PyObject *key, *table;
    if (!PyArg_ParseTuple(args, "O!O", &PyDict_Type, &table, &key))
        return NULL;
    if (lookup(table, key) < 0)
        return NULL; // WARN error-without-exception
    Py_RETURN_NONE;
}
