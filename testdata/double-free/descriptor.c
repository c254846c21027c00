/* The error path closes and falls through to the end, which closes too. */
#include <Python.h>
#include <sys/socket.h>
#include <unistd.h>

static PyObject *
probe_port(PyObject *module, PyObject *unused)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0)
        return PyErr_SetFromErrno(PyExc_OSError);
    int free_port = listen(fd, 1) == 0;
    if (!free_port)
        close(fd);
    PyObject *answer = PyBool_FromLong(free_port);
    close(fd); // WARN double-free "'fd' closed twice"
    return answer;
}

PyMethodDef probe_methods[] = {
    {"probe_port", probe_port, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
