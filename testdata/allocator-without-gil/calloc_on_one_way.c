/* Only the large case allocates. */
#include <Python.h>

unsigned
checksum(const unsigned char *p, size_t n)
{
    unsigned table[64] = {0}, *t = table, sum = 0;
    Py_BEGIN_ALLOW_THREADS
    if (n > 64)
        t = PyMem_Calloc(n, sizeof *t); // WARN allocator-without-gil "PyMem_Calloc"
    for (size_t i = 0; t != NULL && i < n; i++)
        sum += t[i] += p[i];
    Py_END_ALLOW_THREADS
    if (t != table)
        PyMem_Free(t);
    return sum;
}
