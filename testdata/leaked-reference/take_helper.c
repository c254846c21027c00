/* A helper moves the object out of a variable: what the variable owned is
 * now the result's. */
#include <Python.h>

struct frame {
    PyObject *key;
    PyObject *result;
};

static PyObject *
take(PyObject **slot)
{
    PyObject *o = *slot;
    *slot = NULL;
    return o;
}

int
finish(struct frame *f, long number)
{
    PyObject *value = PyLong_FromLong(number);
    if (value == NULL)
        return -1;
    f->result = take(&value);
    return 0;
}

PyObject *
finish_key(struct frame *f)
{
    return take(&f->key);
}

PyObject *
forgotten(long number)
{
    PyObject *value = PyLong_FromLong(number);
    if (value == NULL)
        return NULL;
    PyObject *kept = take(&value);
    if (PyErr_CheckSignals() < 0)
        return NULL; // WARN leaked-reference "'kept'"
    return kept;
}

// RUN forgotten(123456)
// RUN-UNSEEN PyErr_CheckSignals() fails at a signal only
