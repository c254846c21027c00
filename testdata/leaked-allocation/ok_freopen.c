/* freopen() gives the same stream again. */
#include <Python.h>
#include <stdio.h>

PyObject *
silence(PyObject *self, PyObject *args)
{
    fflush(stderr);
    if (freopen("/dev/null", "w", stderr) == NULL)
        return PyErr_SetFromErrno(PyExc_OSError);
    Py_RETURN_NONE;
}

PyObject *
again(PyObject *self, PyObject *args)
{
    FILE *f = fopen("/dev/null", "r");
    if (f == NULL)
        return PyErr_SetFromErrno(PyExc_OSError);
    f = freopen("/dev/zero", "r", f);
    if (f == NULL)
        return PyErr_SetFromErrno(PyExc_OSError);
    int c = fgetc(f);
    fclose(f);
    return PyLong_FromLong(c);
}
