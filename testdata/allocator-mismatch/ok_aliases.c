/* PyMem_New() and PyMem_Del() are macros of the same family. */
#include <Python.h>

double
mean(Py_ssize_t n)
{
    double *v = PyMem_New(double, n);
    if (v == NULL)
        return -1.0;
    for (Py_ssize_t i = 0; i < n; i++)
        v[i] = (double)i;
    double m = n > 0 ? v[n / 2] : 0.0;
    PyMem_Del(v);
    return m;
}
