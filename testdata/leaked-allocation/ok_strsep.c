/* strsep() hands the text out and moves the variable on. */
#define _DEFAULT_SOURCE
#include <Python.h>

#include <stdlib.h>
#include <string.h>

PyObject *
query(const char *uri)
{
    char *rest = strdup(uri);
    if (rest == NULL)
        return PyErr_NoMemory();
    char *path = strsep(&rest, "?");
    PyObject *pair = Py_BuildValue("(ss)", path, rest == NULL ? "" : rest);
    free(path);
    return pair;
}
