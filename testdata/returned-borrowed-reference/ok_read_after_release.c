/* What was counted before the container goes is still there after it. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *value;
} Node;

static PyObject *
lookup(PyObject *table, PyObject *key)
{
    Node *node = (Node *)PyObject_GetItem(table, key);
    if (node == NULL)
        return NULL;
    PyObject *value = node->value;
    Py_INCREF(node->value);
    Py_DECREF(node);
    return value;
}

PyObject *
get_or(PyObject *table, PyObject *key, PyObject *otherwise)
{
    PyObject *found = lookup(table, key);
    if (found == NULL) {
        PyErr_Clear();
        Py_INCREF(otherwise);
        return otherwise;
    }
    return found;
}
