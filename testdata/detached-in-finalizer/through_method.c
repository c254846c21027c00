/* The destructor calls the Python method itself. */
#include <Python.h>

extern void net_close(int fd);

typedef struct {
    PyObject_HEAD
    int fd;
} Socket;

static PyObject *
socket_close(Socket *self, PyObject *unused)
{
    if (self->fd >= 0) {
        Py_BEGIN_ALLOW_THREADS
        net_close(self->fd);
        Py_END_ALLOW_THREADS
        self->fd = -1;
    }
    Py_RETURN_NONE;
}

static void
socket_dealloc(Socket *self)
{
    PyObject *r = socket_close(self, NULL); // DOUBT detached-in-finalizer "in socket_close()"
    Py_XDECREF(r);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMethodDef socket_methods[] = {
    {"close", (PyCFunction)socket_close, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Socket_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "net.Socket",
    .tp_basicsize = sizeof(Socket),
    .tp_dealloc = (destructor)socket_dealloc,
    .tp_methods = socket_methods,
};
