/* The block is freed as soon as it is written. */
#include <Python.h>

#include <unistd.h>

int
send_copy(int fd, const char *text, size_t n)
{
    char *copy = PyMem_Malloc(n);
    if (copy == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    memcpy(copy, text, n);
    ssize_t sent;
    Py_BEGIN_ALLOW_THREADS
    sent = write(fd, copy, n);
    PyMem_Free(copy); // WARN allocator-without-gil "PyMem_Free"
    Py_END_ALLOW_THREADS
    return (int)sent;
}
