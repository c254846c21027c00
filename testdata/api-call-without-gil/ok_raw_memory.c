/* The raw allocator needs no thread state. */
#include <Python.h>
#include <unistd.h>

int
touch(int fd, size_t n)
{
    ssize_t got = -1;
    Py_BEGIN_ALLOW_THREADS
    char *block = PyMem_RawMalloc(n);
    if (block != NULL)
        got = read(fd, block, n);
    PyMem_RawFree(block);
    Py_END_ALLOW_THREADS
    return got < 0 ? -1 : 0;
}
