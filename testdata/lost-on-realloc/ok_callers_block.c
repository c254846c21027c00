/* The caller keeps the address of the old block. */
#include <Python.h>

static char *
extend(char *block, size_t n)
{
    block = PyMem_Realloc(block, n);
    if (block != NULL)
        block[n - 1] = 0;
    return block;
}

int
set_path(char **path, size_t n)
{
    char *longer = extend(*path, n);
    if (longer == NULL)
        return -1;
    *path = longer;
    return 0;
}
