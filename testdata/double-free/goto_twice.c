/* Two labels, both free, and one falls into the other. */
#include <Python.h>

int
load(int fd)
{
    int rc = -1;
    char *buffer = PyMem_RawMalloc(512);
    if (buffer == NULL)
        return -1;
    if (fd < 0)
        goto bad_fd;
    buffer[0] = 'x';
    rc = 0;
    goto done;
bad_fd:
    PyMem_RawFree(buffer);
done:
    PyMem_RawFree(buffer); // WARN double-free "'buffer'"
    return rc;
}
