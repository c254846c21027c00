/* A number that has to do with the container is not its size, and not every
 * size that was asked for reaches as far as the index. */
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
name_of_pair(PyObject *self, PyObject *pair)
{
    int kind = kind_of(pair);
    if (kind == OTHER || size_of(pair, kind) > 2)
        return PyErr_Format(PyExc_TypeError, "a pair, please");
    PyObject *name = item_of(pair, 0, kind);
    if (!PyUnicode_Check(name)) // WARN unchecked-null "'name' is NULL"
        return PyErr_Format(PyExc_TypeError, "names are strings");
    Py_INCREF(name);
    return name;
}

PyObject *
sum_of_pairs(PyObject *self, PyObject *options)
{
    long sum = 0;
    Py_ssize_t n = PyList_Size(options);
    if (n < 0)
        return NULL;
    for (Py_ssize_t i = 0; i < n; i += 2) {
        PyObject *value = PyList_GetItem(options, i + 1);
        if (!PyLong_Check(value)) // WARN unchecked-null "'value' is NULL"
            return PyErr_Format(PyExc_TypeError, "values are numbers");
        sum += 1;
    }
    return PyLong_FromLong(sum);
}
