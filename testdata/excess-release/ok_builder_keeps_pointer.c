/* The helper notes the new object in the caller's struct and returns it:
 * one reference, and the result is its owner. */
#include <Python.h>

struct builder {
    PyObject *made;
    Py_ssize_t n;
};

static PyObject *
builder_begin(struct builder *b, Py_ssize_t n)
{
    PyObject *made = PyTuple_New(n);
    if (made == NULL)
        return NULL;
    b->made = made;
    b->n = n;
    return made;
}

static PyObject *
spam_pair(PyObject *self, PyObject *arg)
{
    struct builder b;
    PyObject *pair = builder_begin(&b, 1);
    if (pair == NULL)
        return NULL;
    PyObject *text = PyObject_Str(arg);
    if (text == NULL) {
        Py_DECREF(pair);
        return NULL;
    }
    PyTuple_SET_ITEM(pair, 0, text);
    return pair;
}

PyMethodDef methods[] = {
    {"pair", spam_pair, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

// RUN spam_pair("abc", "def")
