/* The helper opens; whoever calls it has to close, also when the list cannot
 * be filled. */
#include <Python.h>
#include <sys/socket.h>
#include <unistd.h>

static int
listen_on(int backlog)
{
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (fd == -1) {
        PyErr_SetFromErrno(PyExc_OSError);
        return -1;
    }
    if (listen(fd, backlog) == -1) {
        PyErr_SetFromErrno(PyExc_OSError);
        close(fd);
        return -1;
    }
    return fd;
}

static PyObject *
name_of_peer(PyObject *module, PyObject *arg)
{
    long backlog = PyLong_AsLong(arg);
    if (backlog == -1 && PyErr_Occurred())
        return NULL;
    int fd = listen_on((int)backlog);
    if (fd < 0)
        return NULL;
    PyObject *name = PyObject_Str(arg);
    if (name == NULL)
        return NULL; // WARN leaked-allocation "'fd'"
    close(fd);
    return name;
}

PyMethodDef peer_methods[] = {
    {"name_of_peer", name_of_peer, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};
