/* No block, no family. */
#include <Python.h>
#include <stdlib.h>

int
maybe(size_t n)
{
    char *p = PyMem_Malloc(n);
    if (p == NULL) {
        free(p);
        return -1;
    }
    PyMem_Free(p);
    return 0;
}
