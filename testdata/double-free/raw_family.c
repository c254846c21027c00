/* Any family. */
#include <Python.h>

int
raw(size_t n, int flag)
{
    void *p = PyMem_RawMalloc(n);
    if (!p)
        return -1;
    if (flag) {
        PyMem_RawFree(p);
        n = 0;
    }
    if (n == 0 || flag > 1)
        PyMem_RawFree(p); // WARN double-free "'p'"
    else
        PyMem_RawFree(p);
    return 0;
}
