/* close() that was interrupted is called again; 0 is a descriptor. */
#include <Python.h>
#include <unistd.h>
#include <errno.h>
#include <fcntl.h>
static int num(const char *s) { int n = 0; while (*s >= '0' && *s <= '9') n = n * 10 + (*s++ - '0'); if (*s) return -1; return n; }
void
close_all_of(long start, long end)
{
    int fd;
    for (fd = (int)start; fd < end; ++fd)
        while (close(fd) < 0 && errno == EINTR);
}
int
close_parsed(const char *s)
{
    int fd = num(s);
    if (fd < 0)
        return -1;
    while (close(fd) < 0 && errno == EINTR);
    return 0;
}
int
open_and_close(const char *p)
{
    int fd = open(p, O_RDONLY);
    if (fd < 0)
        return -1;
    while (close(fd) < 0 && errno == EINTR);
    return 0;
}
int
close_three(int *fds)
{
    int i;
    for (i = 0; i < 3; i++) {
        int t = fds[i];
        while (t >= 0 && close(t) < 0 && errno == EINTR);
    }
    return 0;
}
PyObject *
open_or_fail(PyObject *self, PyObject *arg)
{
    int fd = open("x", O_RDONLY);
    if (fd < 0)
        return PyErr_SetFromErrno(PyExc_OSError);
    if (close(fd) < 0)
        return PyErr_SetFromErrno(PyExc_OSError);
    Py_RETURN_NONE;
}
