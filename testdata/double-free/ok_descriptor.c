/* -1 stands for closed. */
#include <Python.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct {
    PyObject_HEAD
    int fd;
} port;

static PyObject *
port_close(PyObject *o, PyObject *unused)
{
    port *self = (port *)o;
    if (self->fd >= 0) {
        close(self->fd);
        self->fd = -1;
    }
    if (self->fd >= 0)
        close(self->fd);
    Py_RETURN_NONE;
}

static PyObject *
port_reopen(PyObject *o, PyObject *unused)
{
    port *self = (port *)o;
    if (self->fd >= 0)
        close(self->fd);
    self->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (self->fd < 0)
        return PyErr_SetFromErrno(PyExc_OSError);
    Py_RETURN_NONE;
}

PyMethodDef port_methods[] = {
    {"close", port_close, METH_NOARGS, NULL},
    {"reopen", port_reopen, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
