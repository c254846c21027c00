/* The block is freed in the branch and again at the end. */
#include <stdlib.h>
#include <Python.h>

int
check(const char *s)
{
    char *copy = PyMem_Malloc(16);
    if (copy == NULL)
        return -1;
    copy[0] = s[0];
    if (copy[0] == '\0')
        PyMem_Free(copy);
    PyMem_Free(copy); // WARN double-free "'copy'"
    return 0;
}
