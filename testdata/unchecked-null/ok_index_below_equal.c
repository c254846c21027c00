/* The size is n, and the index is below n. */
#include <Python.h>

int
all_pairs(PyObject *row, int n)
{
    if (PyTuple_Size(row) != n) {
        PyErr_SetString(PyExc_ValueError, "wrong number of channels");
        return -1;
    }
    for (int i = 0; i < n; i++) {
        PyObject *pair = PyTuple_GetItem(row, i);
        if (!PyTuple_Check(pair))
            return 0;
    }
    return 1;
}
