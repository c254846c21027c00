/* PyMem_RawMalloc() and PyMem_Free() are different families since 3.6. */
#include <Python.h>
#include <string.h>

PyObject *
copy_name(const char *name)
{
    size_t n = strlen(name);
    char *copy = PyMem_RawMalloc(n + 1);
    if (copy == NULL)
        return PyErr_NoMemory();
    memcpy(copy, name, n + 1);
    PyObject *result = PyUnicode_FromString(copy);
    PyMem_Free(copy); // WARN allocator-mismatch "'copy'"
    return result;
}
