/* The helper fills both variables; one of them is forgotten. */
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
right_half(PyObject *self, PyObject *o)
{
    PyObject *left, *right;
    (void)self;
    if (halves(o, &left, &right) < 0)
        return NULL;
    return right;  // WARN leaked-reference "'left'"
}
