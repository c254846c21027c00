/* PyObject_Malloc() pairs with PyObject_Free(). */
#include <Python.h>

void
scratch(size_t n)
{
    void *p = PyObject_Malloc(n);
    if (p == NULL)
        return;
    PyMem_Free(p); // WARN allocator-mismatch "'p'"
}
