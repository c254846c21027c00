/* The pointer's value may be compared. */
#include <Python.h>

int
moved(size_t n)
{
    char *p = PyMem_Malloc(n);
    if (p == NULL)
        return -1;
    char *q = PyMem_Realloc(p, 4 * n);
    if (q == NULL) {
        PyMem_Free(p);
        return -1;
    }
    int changed = q != p;
    PyMem_Free(q);
    return changed;
}
