/* The pointer is moved for a while: the row has an element before its first.
 */
#include <Python.h>
#include <stdlib.h>
#include <string.h>

extern double row_cost(const double *row, size_t n);

PyObject *
cheapest(PyObject *self, PyObject *args)
{
    Py_ssize_t n, i;
    if (!PyArg_ParseTuple(args, "n", &n))
        return NULL;
    double *row = malloc(((size_t)n + 1) * sizeof *row);
    if (row == NULL)
        return PyErr_NoMemory();
    row++;
    memset(row - 1, 0, ((size_t)n + 1) * sizeof *row);
    double best = row_cost(row, (size_t)n);
    for (i = 0; i < n; i++) {
        row[i] = 1;
        double cost = row_cost(row + i - 1, (size_t)n);
        best = cost < best ? cost : best;
    }
    row--;
    free(row);
    return PyFloat_FromDouble(best);
}
