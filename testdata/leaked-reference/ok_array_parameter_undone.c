/* An array of the caller is filled up to the first failure, and then emptied
 * from its end: the element at index 0 is among those that go.
 */
#include <Python.h>

static int
fill(PyObject *seq, PyObject **out, int max)
{
    Py_ssize_t n = PySequence_Size(seq);
    if (n < 0)
        return -1;
    if (n > max) {
        PyErr_SetString(PyExc_ValueError, "too many");
        return -1;
    }
    for (int i = 0; i < n; i++) {
        out[i] = PySequence_GetItem(seq, i);
        if (out[i] == NULL) {
            while (--i >= 0)
                Py_DECREF(out[i]);
            return -1;
        }
    }
    return (int)n;
}

static PyObject *
ok_count(PyObject *module, PyObject *seq)
{
    PyObject *v[8];
    int n = fill(seq, v, 8);
    if (n < 0)
        return NULL;
    for (int i = 0; i < n; i++)
        Py_DECREF(v[i]);
    return PyLong_FromLong(n);
}

static PyMethodDef methods[] = {{"count", ok_count, METH_O, NULL},
                                {NULL, NULL, 0, NULL}};
PyMethodDef *const ok_array_parameter_undone_methods = methods;
