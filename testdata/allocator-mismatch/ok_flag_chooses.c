/* The flag says which allocator it was. */
#include <Python.h>
#include <stdlib.h>

int
work(size_t n, int without_gil)
{
    void *p = without_gil ? malloc(n) : PyMem_Malloc(n);
    if (p == NULL)
        return -1;
    if (without_gil)
        free(p);
    else
        PyMem_Free(p);
    return 0;
}
