/* The caller gets the block. */
#include <Python.h>
#include <string.h>

char *
copy(const char *s)
{
    size_t n = strlen(s) + 1;
    char *p = PyMem_Malloc(n);
    if (p != NULL)
        memcpy(p, s, n);
    else
        PyErr_NoMemory();
    return p;
}
