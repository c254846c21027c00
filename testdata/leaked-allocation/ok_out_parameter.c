/* *out is the caller's only on success. */
#include <Python.h>

static int
make(char **out, size_t n)
{
    char *p = PyMem_Malloc(n);
    if (p == NULL)
        return -1;
    if (n > 4096) {
        PyMem_Free(p);
        return -1;
    }
    *out = p;
    return 0;
}

int
use(size_t n)
{
    char *p;
    if (make(&p, n) < 0)
        return -1;
    p[0] = 'x';
    PyMem_Free(p);
    return 0;
}
