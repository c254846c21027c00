// A method by its shape, whose first name a macro has changed.
#include <Python.h>
#include <stdlib.h>

#define NPY_UNUSED(x) __NPY_UNUSED_TAGGED##x __attribute__((unused))

PyObject *
interpolate(PyObject *NPY_UNUSED(self), PyObject *args, PyObject *kwdict)
{
    static char *names[] = {"x", NULL};
    double *slopes;
    double x;
    if (!PyArg_ParseTupleAndKeywords(args, kwdict, "d", names, &x))
        return NULL;
    if (x < 0)
        return NULL;  // WARN error-without-exception "NULL returned without"
    slopes = malloc(8 * sizeof(double));
    if (slopes == NULL)
        return PyErr_NoMemory();
    free(slopes);
    return PyFloat_FromDouble(x);
}
