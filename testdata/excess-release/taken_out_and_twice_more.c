/* The field's reference and its own are gone: the third release is one too
 * many. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *key;
} Builder;

int
builder_reset(Builder *b)
{
    PyObject *key = b->key;
    Py_INCREF(key);
    Py_CLEAR(b->key);
    Py_DECREF(key);
    Py_DECREF(key); // WARN excess-release "twice"
    return 0;
}
