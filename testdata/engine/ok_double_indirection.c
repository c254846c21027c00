/* The table of a caller is filled slot by slot. */
#include <Python.h>

int
right(PyObject ***out, PyObject *seq, Py_ssize_t n)
{
    PyObject **table = PyMem_New(PyObject *, n);
    if (table == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    for (Py_ssize_t i = 0; i < n; i++) {
        table[i] = PySequence_GetItem(seq, i);
        if (table[i] == NULL) {
            while (--i >= 0)
                Py_DECREF(table[i]);
            PyMem_Free(table);
            return -1;
        }
    }
    *out = table;
    return 0;
}
