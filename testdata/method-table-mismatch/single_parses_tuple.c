/* METH_O passes the argument itself. */
#include <Python.h>

static PyObject *
restore(PyObject *self, PyObject *args)
{
    long count, owner;
    if (!PyArg_ParseTuple(args, "ll:restore", &count, &owner)) // WARN method-table-mismatch "is no tuple"
        return NULL;
    return PyLong_FromLong(count + owner);
}

/* Callers pass one tuple: odd, but it works. */
static PyObject *
compare(PyObject *self, PyObject *stamp)
{
    long seconds, nanos;
    if (!PyArg_ParseTuple(stamp, "ll", &seconds, &nanos)) // DOUBT method-table-mismatch "is no tuple"
        return NULL;
    return PyLong_FromLong(seconds + nanos / 1000000000);
}

static PyObject *
wait_for(PyObject *self, PyObject *timeout)
{
    double seconds;
    if (!PyArg_ParseTuple(timeout, "d", &seconds)) // WARN method-table-mismatch "is no tuple"
        return NULL;
    return PyFloat_FromDouble(seconds);
}

PyMethodDef lock_methods[] = {
    {"_restore", restore, METH_O, NULL},
    {"compare", compare, METH_O, NULL},
    {"wait_for", wait_for, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
