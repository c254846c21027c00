/* Assigned where it is tested. */
#include <Python.h>

PyObject *
read_all(FILE *in)
{
    size_t n = 0, room = 64;
    char *text = PyMem_Malloc(room);
    if (text == NULL)
        return PyErr_NoMemory();
    int c;
    while ((c = fgetc(in)) != EOF) {
        if (n == room &&
            (text = PyMem_Realloc(text, room *= 2)) == NULL) // WARN lost-on-realloc "'text'"
            return PyErr_NoMemory();
        text[n++] = (char)c;
    }
    PyObject *all = PyBytes_FromStringAndSize(text, (Py_ssize_t)n);
    PyMem_Free(text);
    return all;
}
