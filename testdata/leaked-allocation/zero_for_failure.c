/* 0 is how the helper says that it has failed, with an exception; a number
   that it has computed comes with two blocks. */
#include <Python.h>
#include <stdlib.h>
#include <math.h>

static int
make_tables(double support, int n, int **bounds, double **weights)
{
    int size = (int)ceil(support) * 2 + 1;
    if (n > 1000000 / size) {
        PyErr_NoMemory();
        return 0;
    }
    double *w = malloc((size_t)n * (size_t)size * sizeof(double));
    if (w == NULL) {
        PyErr_NoMemory();
        return 0;
    }
    int *b = malloc((size_t)n * 2 * sizeof(int));
    if (b == NULL) {
        free(w);
        PyErr_NoMemory();
        return 0;
    }
    for (int i = 0; i < n; i++)
        for (int k = 0; k < size; k++)
            w[i * size + k] = 0;
    *bounds = b;
    *weights = w;
    return size;
}

static int
read_counted(PyObject *o, int **values)
{
    Py_ssize_t n = PyObject_Size(o);
    if (n < 0)
        return -1;
    *values = malloc(16);
    if (*values == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    return (int)n;
}

static PyObject *
resample(PyObject *self, PyObject *args)
{
    int n, *bounds;
    double support, *weights;
    if (!PyArg_ParseTuple(args, "di:resample", &support, &n))
        return NULL;
    int size = make_tables(support, n, &bounds, &weights);
    if (size == 0)
        return NULL;
    double sum = weights[0] + bounds[0];
    free(bounds);
    free(weights);
    return PyFloat_FromDouble(sum);
}

static PyObject *
counted(PyObject *self, PyObject *arg)
{
    int *values;
    int n = read_counted(arg, &values);
    if (n < 0)
        return NULL;
    if (n == 0)
        return PyLong_FromLong(n); // WARN leaked-allocation
    n = values[0];
    free(values);
    return PyLong_FromLong(n);
}

PyMethodDef methods[] = {{"resample", resample, METH_VARARGS, NULL},
                         {"counted", counted, METH_O, NULL},
                         {NULL, NULL, 0, NULL}};
