/* Each round makes a list; appending it to the rows does not take it. */
#include <Python.h>

PyObject *
make_rows(Py_ssize_t n)
{
    PyObject *rows = PyList_New(0);
    PyObject *row = NULL;
    if (rows == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < n; i++) {
        row = PyList_New(0); // WARN leaked-reference "'row'"
        if (row == NULL) {
            Py_DECREF(rows);
            return NULL;
        }
        if (PyList_Append(rows, row) < 0) {
            Py_DECREF(row);
            Py_DECREF(rows);
            return NULL;
        }
    }
    return rows; // WARN leaked-reference "'row'"
}

// RUN make_rows(3)
