/* The file stays open when the loop is left by an exception. */
#include <Python.h>
#include <stdio.h>

PyObject *
count_lines(PyObject *self, PyObject *args)
{
    const char *path;
    char line[256];
    long n = 0;
    if (!PyArg_ParseTuple(args, "s", &path))
        return NULL;
    FILE *f = fopen(path, "r");
    if (f == NULL)
        return PyErr_SetFromErrnoWithFilename(PyExc_OSError, path);
    while (fgets(line, sizeof line, f) != NULL) {
        if (PyErr_CheckSignals() < 0)
            return NULL; // WARN leaked-allocation "file 'f' from fopen() leaked"
        n++;
    }
    fclose(f);
    return PyLong_FromLong(n);
}
