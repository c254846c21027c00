/* Options come as pairs in a list or a tuple: the helpers that ask for the
 * size and for an item belong together, and the second of a pair is there
 * when the first is not the last of all. */
#include <Python.h>

enum { OTHER, LIST, TUPLE };

static int
kind_of(PyObject *v)
{
    if (PyList_Check(v))
        return LIST;
    return PyTuple_Check(v) ? TUPLE : OTHER;
}

static Py_ssize_t
size_of(PyObject *v, int kind)
{
    return kind == LIST ? PyList_Size(v) : PyTuple_Size(v);
}

static PyObject *
item_of(PyObject *v, Py_ssize_t i, int kind)
{
    return kind == LIST ? PyList_GetItem(v, i) : PyTuple_GetItem(v, i);
}

PyObject *
sum_of_pairs(PyObject *self, PyObject *options)
{
    long sum = 0;
    int kind = kind_of(options);
    if (kind == OTHER)
        return PyErr_Format(PyExc_TypeError, "a list or tuple, please");
    Py_ssize_t n = size_of(options, kind);
    for (Py_ssize_t i = 0; i < n; i += 2) {
        if (i == n - 1)
            return PyErr_Format(PyExc_ValueError, "option without value");
        if (!PyUnicode_Check(item_of(options, i, kind)))
            return PyErr_Format(PyExc_TypeError, "names are strings");
        if (!PyLong_Check(item_of(options, i + 1, kind)))
            return PyErr_Format(PyExc_TypeError, "values are numbers");
        sum += 1;
    }
    return PyLong_FromLong(sum);
}

PyObject *
first_of_pair(PyObject *self, PyObject *pair)
{
    int kind = kind_of(pair);
    if (kind == OTHER || size_of(pair, kind) != 2)
        return PyErr_Format(PyExc_TypeError, "a pair, please");
    PyObject *name = item_of(pair, 0, kind);
    if (!PyUnicode_Check(name))
        return PyErr_Format(PyExc_TypeError, "names are strings");
    Py_INCREF(name);
    return name;
}

PyObject *
last_but_one(PyObject *self, PyObject *args)
{
    Py_ssize_t n = PyTuple_Size(args), longest = -1;
    for (Py_ssize_t i = 0; i + 1 < n; i++)
        if (PyUnicode_Check(PyTuple_GetItem(args, i)))
            longest = i;
    return PyLong_FromSsize_t(longest);
}
