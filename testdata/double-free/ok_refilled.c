/* The variable holds a new block each time. */
#include <Python.h>

int
each(const char *const *names, int n)
{
    char *buffer = NULL;
    for (int i = 0; i < n; i++) {
        PyMem_Free(buffer);
        buffer = PyMem_Malloc(16);
        if (buffer == NULL)
            return -1;
        buffer[0] = names[i][0];
    }
    PyMem_Free(buffer);
    return 0;
}
