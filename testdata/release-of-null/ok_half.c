/* Half of what is at least two is one at least: the loop has a round. */
#include <Python.h>
#include <assert.h>

PyObject *
reduce(Py_ssize_t length, PyObject **items)
{
    assert(length >= 2);
    Py_ssize_t half = length / 2;
    PyObject *res = NULL;
    for (Py_ssize_t low = 0; low < half; low++) {
        Py_XDECREF(res);
        res = PyNumber_Add(items[low], items[length - 1 - low]);
        if (res == NULL)
            return NULL;
    }
    if (length == 2)
        return res;
    Py_DECREF(res);
    return PyLong_FromSsize_t(half);
}
