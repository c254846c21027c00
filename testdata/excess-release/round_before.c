/* Released at the end of each round, and again when the next one fails. */
#include <Python.h>

static PyObject *
sum_pairs(PyObject *self, PyObject *rows)
{
    PyObject *pair = NULL;
    long total = 0;
    PyObject *it = PyObject_GetIter(rows);
    if (it == NULL)
        return NULL;
    for (;;) {
        PyObject *row = PyIter_Next(it);
        if (row == NULL) {
            if (PyErr_Occurred())
                goto error;
            break;
        }
        pair = PySequence_Fast(row, "a row is a sequence");
        Py_DECREF(row);
        if (pair == NULL)
            goto error;
        total += (long)PySequence_Fast_GET_SIZE(pair);
        Py_DECREF(pair);
    }
    Py_DECREF(it);
    return PyLong_FromLong(total);

error:
    Py_XDECREF(pair); // WARN excess-release "'pair'"
    Py_DECREF(it);
    return NULL;
}

static PyMethodDef methods[] = {
    {"sum_pairs", sum_pairs, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

// RUN sum_pairs([n] for n in range(3))
