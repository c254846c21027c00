/* Key and value are both kept by the dict and both still ours. */
#include <Python.h>

struct entry {
    const char *name;
    double weight;
};

PyObject *
weights(const struct entry *table, Py_ssize_t n)
{
    PyObject *d = PyDict_New();
    if (d == NULL || n == 0)
        return d;
    PyObject *key = PyUnicode_FromString(table[0].name);
    PyObject *value = PyFloat_FromDouble(table[0].weight);
    if (key == NULL || value == NULL || PyDict_SetItem(d, key, value) < 0) {
        Py_XDECREF(key);
        Py_XDECREF(value);
        Py_DECREF(d);
        return NULL;
    }
    return d; // WARN leaked-reference "'key'" WARN leaked-reference "'value'"
}
