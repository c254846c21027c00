/* After the steal the tuple keeps the item alive, and we keep the tuple. */
#include <Python.h>

PyObject *
shape_of(Py_ssize_t rows, Py_ssize_t columns)
{
    PyObject *shape = PyTuple_New(2);
    if (shape == NULL)
        return NULL;
    PyObject *r = PyLong_FromSsize_t(rows);
    PyObject *c = PyLong_FromSsize_t(columns);
    if (r == NULL || c == NULL) {
        Py_XDECREF(r);
        Py_XDECREF(c);
        Py_DECREF(shape);
        return NULL;
    }
    PyTuple_SET_ITEM(shape, 0, r);
    PyTuple_SET_ITEM(shape, 1, c);
    if (PyObject_RichCompareBool(r, c, Py_EQ) < 0) {
        Py_DECREF(shape);
        return NULL;
    }
    return shape;
}
