/* The list may be gone when its size is asked for. */
#include <Python.h>

Py_ssize_t
count_keys(PyObject *dict)
{
    PyObject *keys = PyMapping_Keys(dict);
    if (keys == NULL)
        return -1;
    Py_DECREF(keys);
    return PyList_GET_SIZE(keys); // WARN use-after-release "'keys'"
}
