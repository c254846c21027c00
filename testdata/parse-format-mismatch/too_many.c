/* A unit was taken out of the format, its variable was not: it stays as it
 * was. */
#include <Python.h>

PyObject *
resize(PyObject *self, PyObject *args)
{
    int width, height, filter = 0;
    if (!PyArg_ParseTuple(args, "(ii)", &width, &height, &filter)) // WARN parse-format-mismatch "takes 2 arguments, but 3 are given"
        return NULL;
    return PyLong_FromLong((long)width * height + filter);
}
