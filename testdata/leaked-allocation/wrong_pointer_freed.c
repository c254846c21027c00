/* The typo frees the block that was freed by its own line anyway. */
#include <Python.h>
#include <stdlib.h>

PyObject *
twice(size_t n)
{
    char *narrow = malloc(n);
    wchar_t *wide = malloc(n * sizeof *wide);
    if (narrow == NULL || wide == NULL) {
        free(narrow);
        free(wide);
        return PyErr_NoMemory();
    }
    narrow[0] = 'x';
    wide[0] = L'x';
    PyObject *r = PyUnicode_FromStringAndSize(narrow, 1);
    free(narrow);
    return r; // WARN leaked-allocation "'wide'"
}

// RUN twice(5)
