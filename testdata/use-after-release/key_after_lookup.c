/* The key is released and then used once more to store the default. */
#include <Python.h>

int
set_default(PyObject *dict, const char *name, PyObject *value)
{
    PyObject *key = PyUnicode_FromString(name);
    if (key == NULL)
        return -1;
    int has = PyDict_Contains(dict, key);
    Py_DECREF(key);
    if (has < 0)
        return -1;
    if (has)
        return 0;
    return PyDict_SetItem(dict, key, value); // WARN use-after-release "'key'"
}
