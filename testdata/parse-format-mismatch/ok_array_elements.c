/* Elements of arrays and members of unions are variables too. */
#include <Python.h>

union number {
    long integer;
    double real;
};

PyObject *
matrix(PyObject *self, PyObject *args)
{
    double m[4];
    union number n;
    int point[2];
    if (!PyArg_ParseTuple(args, "(dddd)d(ii)", &m[0], m + 1, &m[2], m + 3,
                          &n.real, point, point + 1))
        return NULL;
    return PyFloat_FromDouble(m[0] * m[3] + n.real + point[0]);
}
