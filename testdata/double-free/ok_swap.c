/* After the swap each pointer is freed once. */
#include <Python.h>

int
swap(size_t n)
{
    char *a = PyMem_Malloc(n), *b = PyMem_Malloc(n);
    if (a != NULL && b != NULL) {
        char *t = a;
        a = b;
        b = t;
    }
    PyMem_Free(a);
    PyMem_Free(b);
    return 0;
}
