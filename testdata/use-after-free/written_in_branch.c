/* One branch frees, the common end writes. */
#include <Python.h>
#include <stdlib.h>

int
close_stream(int force)
{
    int *fd = malloc(sizeof *fd);
    if (fd == NULL)
        return -1;
    *fd = 3;
    if (force)
        free(fd);
    *fd = -1; // WARN use-after-free "'fd'"
    if (!force)
        free(fd);
    return 0;
}
