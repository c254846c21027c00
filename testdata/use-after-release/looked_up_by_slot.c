/* What a slot has looked up is most likely still where it was found; what was
 * made is not. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *dict;
} Cache;

typedef struct {
    PyObject_HEAD
    PyObject *value;
} Node;

PyObject *
cache_get(Cache *self, PyObject *key)
{
    Node *node = (Node *)Py_TYPE(self->dict)->tp_as_mapping->mp_subscript(
        self->dict, key);
    if (node == NULL)
        return NULL;
    Py_INCREF(node->value);
    Py_DECREF(node);
    return node->value; // DOUBT use-after-release
}

PyObject *
made(PyObject *key)
{
    PyObject *pair = PyTuple_Pack(2, key, key);
    if (pair == NULL)
        return NULL;
    Py_DECREF(pair);
    return PyObject_Repr(pair); // WARN use-after-release
}
