/* The early return leaves the region without taking the GIL back. */
#include <Python.h>
#include <unistd.h>

int
wait_for(int fd)
{
    char c;
    Py_BEGIN_ALLOW_THREADS
    if (read(fd, &c, 1) < 0)
        return -1; // WARN unbalanced-thread-state "not taken back"
    Py_END_ALLOW_THREADS
    return c;
}
