/* push() takes its argument over, like the call that it wraps. */
#include <Python.h>

static void
push(PyObject *tuple, Py_ssize_t *n, PyObject *item)
{
    PyTuple_SET_ITEM(tuple, *n, item);
    ++*n;
}

PyObject *
triple(PyObject *o)
{
    Py_ssize_t n = 0;
    PyObject *t = PyTuple_New(3);
    if (t == NULL)
        return NULL;
    while (n < 3) {
        Py_INCREF(o);
        push(t, &n, o);
    }
    return t;
}

// RUN triple("abc")
