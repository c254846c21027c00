// PYTHON >=3.13
#include <Python.h>

/* Only when found is there something to release. */
int
is_set(PyObject *dict, PyObject *key)
{
    PyObject *value;
    switch (PyDict_GetItemRef(dict, key, &value)) {
    case 1:
        Py_DECREF(value);
        return 1;
    case 0:
        return 0;
    default:
        return -1;
    }
}
