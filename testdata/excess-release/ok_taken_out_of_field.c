/* A reference of its own beside that of the field, which is cleared first. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *key;
    PyObject *target;
} Builder;

PyObject *
builder_flush(Builder *b, PyObject *unused)
{
    PyObject *key = b->key;
    Py_INCREF(key);
    Py_CLEAR(b->key);
    PyObject *pair = PyTuple_Pack(2, key, b->target);
    Py_DECREF(key);
    return pair;
}

PyObject *
builder_take(Builder *b, PyObject *unused)
{
    PyObject *key = b->key;
    Py_INCREF(key);
    Py_CLEAR(b->key);
    return key;
}

PyObject *
builder_swap(Builder *b, PyObject *key)
{
    PyObject *old = b->key;
    b->key = Py_NewRef(key);
    Py_INCREF(old);
    int same = PyObject_RichCompareBool(old, key, Py_EQ);
    Py_DECREF(old);
    Py_DECREF(old);
    if (same < 0)
        return NULL;
    return PyBool_FromLong(same);
}
