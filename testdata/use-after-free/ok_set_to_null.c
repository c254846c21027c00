/* NULL stands for "freed", and is asked. */
#include <Python.h>
#include <stdlib.h>

int
close_stream(int force)
{
    int *fd = malloc(sizeof *fd);
    if (fd == NULL)
        return -1;
    *fd = 3;
    if (force) {
        free(fd);
        fd = NULL;
    }
    if (fd != NULL) {
        *fd = -1;
        free(fd);
    }
    return 0;
}
