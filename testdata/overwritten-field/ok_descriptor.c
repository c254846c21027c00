/* Closed before, refused while open, handed out, or set for the first time. */
#include <Python.h>
#include <fcntl.h>
#include <unistd.h>

typedef struct {
    PyObject_HEAD
    int fd;
} Device;

static int
device_init(Device *self, PyObject *args, PyObject *kwargs)
{
    const char *name;
    self->fd = -1;
    if (!PyArg_ParseTuple(args, "s", &name))
        return -1;
    self->fd = open(name, O_RDONLY);
    if (self->fd < 0) {
        PyErr_SetFromErrno(PyExc_OSError);
        return -1;
    }
    return 0;
}

static PyObject *
device_reopen(Device *self, PyObject *path)
{
    const char *name = PyUnicode_AsUTF8(path);
    if (name == NULL)
        return NULL;
    if (self->fd != -1)
        close(self->fd);
    self->fd = open(name, O_RDONLY);
    if (self->fd == -1)
        return PyErr_SetFromErrno(PyExc_OSError);
    Py_RETURN_NONE;
}

static PyObject *
device_open(Device *self, PyObject *path)
{
    const char *name = PyUnicode_AsUTF8(path);
    if (name == NULL)
        return NULL;
    if (self->fd >= 0) {
        PyErr_SetString(PyExc_ValueError, "device is open");
        return NULL;
    }
    self->fd = open(name, O_RDONLY);
    if (self->fd < 0)
        return PyErr_SetFromErrno(PyExc_OSError);
    Py_RETURN_NONE;
}

static PyObject *
device_detach(Device *self, PyObject *unused)
{
    int fd = self->fd;
    self->fd = -1;
    return PyLong_FromLong(fd);
}

static void
device_dealloc(Device *self)
{
    if (self->fd >= 0)
        close(self->fd);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMethodDef device_methods[] = {
    {"reopen", (PyCFunction)device_reopen, METH_O, NULL},
    {"open", (PyCFunction)device_open, METH_O, NULL},
    {"detach", (PyCFunction)device_detach, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Device_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "devices.Device",
    .tp_basicsize = sizeof(Device),
    .tp_init = (initproc)device_init,
    .tp_dealloc = (destructor)device_dealloc,
    .tp_methods = device_methods,
};
