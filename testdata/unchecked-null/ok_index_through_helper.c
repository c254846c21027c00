/* Helpers for lists and tuples alike: the index is below the size. */
#include <Python.h>

enum { IS_LIST, IS_TUPLE };

static Py_ssize_t
size_of(PyObject *o, int which)
{
    return which == IS_LIST ? PyList_Size(o) : PyTuple_Size(o);
}

static PyObject *
item_of(PyObject *o, Py_ssize_t i, int which)
{
    if (which == IS_LIST)
        return PyList_GetItem(o, i);
    return PyTuple_GetItem(o, i);
}

int
all_text(PyObject *o, int which)
{
    Py_ssize_t n = size_of(o, which);
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *item = item_of(o, i, which);
        if (!PyUnicode_Check(item))
            return 0;
    }
    return 1;
}
