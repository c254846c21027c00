/* The buffer of the round before is freed once more. */
#include <Python.h>

int
each(const char *const *names, int n)
{
    char *buffer = NULL;
    for (int i = 0; i < n; i++) {
        if (names[i] == NULL)
            goto fail;
        buffer = PyMem_Malloc(16);
        if (buffer == NULL)
            goto fail;
        buffer[0] = names[i][0];
        PyMem_Free(buffer);
    }
    return 0;
fail:
    PyMem_Free(buffer); // WARN double-free "'buffer'"
    return -1;
}
