/* The helper looks innocent; it allocates. */
#include <Python.h>
#include <unistd.h>

static char *
copy_name(const char *name)
{
    char *copy = PyMem_Malloc(strlen(name) + 1);
    if (copy != NULL)
        strcpy(copy, name);
    return copy;
}

int
remove_file(const char *name)
{
    char *copy;
    int rc = -1;
    Py_BEGIN_ALLOW_THREADS
    copy = copy_name(name); // WARN allocator-without-gil "copy_name"
    if (copy != NULL)
        rc = unlink(copy);
    Py_END_ALLOW_THREADS
    PyMem_Free(copy);
    return rc;
}
