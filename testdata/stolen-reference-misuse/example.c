/* PyList_SET_ITEM() takes over a reference that only the dict owns. */
#include <Python.h>

PyObject *
one_value(PyObject *dict, PyObject *key)
{
    PyObject *list = PyList_New(1);
    if (list == NULL)
        return NULL;
    PyObject *value = PyDict_GetItem(dict, key);
    if (value == NULL) {
        Py_DECREF(list);
        PyErr_SetObject(PyExc_KeyError, key);
        return NULL;
    }
    PyList_SET_ITEM(list, 0, value); // WARN stolen-reference-misuse "'value'"
    return list;
}
