/* Reading what an array holds needs no thread state. */
#include <Python.h>

typedef struct PyArrayObject PyArrayObject;
extern void *PyArray_DATA(PyArrayObject *array);
extern Py_ssize_t *PyArray_DIMS(PyArrayObject *array);

double
array_sum(PyArrayObject *array)
{
    double total = 0;
    Py_BEGIN_ALLOW_THREADS
    const double *v = PyArray_DATA(array);
    for (Py_ssize_t i = 0; i < PyArray_DIMS(array)[0]; i++)
        total += v[i];
    Py_END_ALLOW_THREADS
    return total;
}
