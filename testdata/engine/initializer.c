/* References in the initialiser of a struct. */
#include <Python.h>

struct range {
    PyObject *low, *high;
};

PyObject *
right(long low, long high)
{
    struct range r = {
        .low = PyLong_FromLong(low),
        .high = PyLong_FromLong(high),
    };
    PyObject *t = NULL;
    if (r.low && r.high)
        t = PyTuple_Pack(2, r.low, r.high);
    Py_XDECREF(r.low);
    Py_XDECREF(r.high);
    return t;
}

int
wrong(long low, long high)
{
    struct range r = {PyLong_FromLong(low), NULL};
    if (r.low == NULL)
        return -1;
    r.high = PyLong_FromLong(high);
    if (r.high == NULL) {
        Py_DECREF(r.low);
        return -1;
    }
    int order = PyObject_RichCompareBool(r.low, r.high, Py_LT);
    Py_DECREF(r.low);
    return order; // WARN leaked-reference "'r.high'"
}
