// PYTHON >=3.13
#include <Python.h>

/* PyDict_GetItemRef() leaves NULL when the key is missing. */
int
has(PyObject *dict, PyObject *key)
{
    PyObject *value;
    int found = PyDict_GetItemRef(dict, key, &value);
    Py_DECREF(value); // WARN release-of-null "'value'"
    return found;
}
