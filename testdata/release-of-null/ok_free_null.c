/* Every free function of the API accepts NULL. */
#include <Python.h>
#include <stdlib.h>

int
try_three(size_t n)
{
    char *a = malloc(n);
    char *b = PyMem_Malloc(n);
    char *c = PyMem_RawMalloc(n);
    int ok = a != NULL && b != NULL && c != NULL;
    PyMem_RawFree(c);
    PyMem_Free(b);
    free(a);
    return ok;
}
