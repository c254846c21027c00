/* The pointer goes to the end of the block and comes back. */
#include <Python.h>

char *
zeros(int n)
{
    char *p = PyMem_Malloc(n);
    if (p == NULL)
        Py_FatalError("no memory");
    p += n;
    while (--n >= 0)
        *--p = 0;
    return p;
}
