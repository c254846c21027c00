/* A helper that fills two variables, or sets both to NULL. */
#include <Python.h>

static int
half(PyObject *o, PyObject **out)
{
    *out = PyNumber_Negative(o);
    return *out == NULL ? -1 : 0;
}

static int
halves(PyObject *o, PyObject **left, PyObject **right)
{
    *right = NULL;
    *left = PyNumber_Positive(o);
    if (*left == NULL)
        return -1;
    if (half(o, right) < 0) {
        Py_CLEAR(*left);
        return -1;
    }
    return 0;
}

PyObject *
split(PyObject *self, PyObject *o)
{
    PyObject *left, *right, *pair;
    (void)self;
    if (halves(o, &left, &right) < 0)
        return NULL;
    pair = PyTuple_Pack(2, left, right);
    Py_DECREF(left);
    Py_DECREF(right);
    return pair;
}
