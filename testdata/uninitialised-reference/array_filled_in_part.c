/* An array whose elements are made one after the other, and all released where
 * one of them cannot be made.
 */
#include <Python.h>

static PyObject *
backwards(PyObject *module, PyObject *seq)
{
    PyObject *v[3];
    for (int i = 0; i < 3; i++) {
        v[i] = PySequence_GetItem(seq, i);
        if (v[i] == NULL)
            goto fail;
    }
    PyObject *r = PyTuple_Pack(3, v[2], v[1], v[0]);
    for (int i = 0; i < 3; i++)
        Py_DECREF(v[i]);
    return r;
fail:
    for (int i = 0; i < 3; i++)
        Py_XDECREF(v[i]); // WARN uninitialised-reference
    return NULL;
}

static PyObject *
ok_begins_empty(PyObject *module, PyObject *seq)
{
    PyObject *v[3] = {NULL}, *r = NULL;
    for (int i = 0; i < 3; i++) {
        v[i] = PySequence_GetItem(seq, i);
        if (v[i] == NULL)
            goto done;
    }
    r = PyTuple_Pack(3, v[2], v[1], v[0]);
done:
    for (int i = 0; i < 3; i++)
        Py_XDECREF(v[i]);
    return r;
}

static PyObject *
ok_emptied_first(PyObject *module, PyObject *seq)
{
    PyObject *v[3], *r = NULL;
    int i;
    for (i = 0; i < 3; i++)
        v[i] = NULL;
    for (i = 0; i < 3; i++) {
        v[i] = PySequence_GetItem(seq, i);
        if (v[i] == NULL)
            goto done;
    }
    r = PyTuple_Pack(3, v[2], v[1], v[0]);
done:
    for (i = 0; i < 3; i++)
        Py_XDECREF(v[i]);
    return r;
}

static PyObject *
ok_as_many(PyObject *module, PyObject *seq)
{
    PyObject *v[8], *r;
    Py_ssize_t n = PySequence_Size(seq), i;
    if (n < 0)
        return NULL;
    if (n > 8)
        n = 8;
    for (i = 0; i < n; i++) {
        v[i] = PySequence_GetItem(seq, i);
        if (v[i] == NULL) {
            n = i;
            break;
        }
    }
    r = PyErr_Occurred() ? NULL : PyLong_FromSsize_t(n);
    for (i = 0; i < n; i++)
        Py_DECREF(v[i]);
    return r;
}

PyMethodDef array_filled_in_part_methods[] = {
    {"backwards", backwards, METH_O, NULL},
    {"begins_empty", ok_begins_empty, METH_O, NULL},
    {"emptied_first", ok_emptied_first, METH_O, NULL},
    {"as_many", ok_as_many, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
