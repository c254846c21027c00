/* Only the large case releases the GIL, and only small ones allocate. */
#include <Python.h>

unsigned
hash_bytes(const unsigned char *p, size_t n)
{
    unsigned h = 0;
    if (n < 100) {
        unsigned char *copy = PyMem_Malloc(n + 1);
        if (copy != NULL)
            h = *(unsigned char *)memcpy(copy, p, n);
        PyMem_Free(copy);
        return h;
    }
    Py_BEGIN_ALLOW_THREADS
    for (size_t i = 0; i < n; i++)
        h = h * 33 + p[i];
    Py_END_ALLOW_THREADS
    return h;
}
