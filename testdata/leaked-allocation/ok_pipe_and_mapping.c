/* Both ends and the mapping go back, or to the caller. */
#include <Python.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

struct channel {
    int in, out;
    void *ring;
};

int
channel_open(struct channel *c, size_t n)
{
    int ends[2] = {-1, -1};
    void *ring = MAP_FAILED;
    if (pipe(ends) < 0)
        goto fail;
    ring = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
                -1, 0);
    if (ring == MAP_FAILED)
        goto fail;
    if (fcntl(ends[0], F_SETFD, FD_CLOEXEC) < 0)
        goto fail;
    c->in = ends[0];
    c->out = ends[1];
    c->ring = ring;
    return 0;
fail:
    if (ring != MAP_FAILED)
        munmap(ring, n);
    if (ends[0] >= 0)
        close(ends[0]);
    if (ends[1] >= 0)
        close(ends[1]);
    return -1;
}

PyObject *
open_pair(PyObject *module, PyObject *ignored)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        return PyErr_SetFromErrno(PyExc_OSError);
    return Py_BuildValue("ii", ends[0], ends[1]);
}
