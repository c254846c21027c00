/* getline() has made a buffer, at the end of the file as well. */
#include <Python.h>
#include <stdio.h>
#include <stdlib.h>

static PyObject *
count_lines(PyObject *module, PyObject *arg)
{
    char *line = NULL;
    size_t room = 0;
    long n = 0;
    const char *path = PyUnicode_AsUTF8(arg);
    if (path == NULL)
        return NULL;
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return PyErr_SetFromErrnoWithFilename(PyExc_OSError, path);
    while (getline(&line, &room, file) > 0)
        n += line[0] != '#';
    fclose(file);
    return PyLong_FromLong(n); // WARN leaked-allocation "'line'"
}

PyMethodDef lines_methods[] = {
    {"count_lines", count_lines, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
