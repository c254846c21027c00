/* Py_DecodeLocale() allocates with PyMem_RawMalloc(). */
#include <Python.h>

int
is_wide(const char *arg)
{
    size_t n;
    wchar_t *w = Py_DecodeLocale(arg, &n);
    if (w == NULL)
        return -1;
    int wide = w[0] > 127;
    PyMem_Free(w); // WARN allocator-mismatch "'w'"
    return wide;
}
