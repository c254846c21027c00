/* A second open() on the same object leaves the first descriptor open. */
#include <Python.h>
#include <fcntl.h>
#include <unistd.h>

typedef struct {
    PyObject_HEAD
    int fd;
    int flags;
} Device;

static PyObject *
device_open(Device *self, PyObject *path)
{
    const char *name = PyUnicode_AsUTF8(path);
    if (name == NULL)
        return NULL;
    self->fd = open(name, O_RDONLY); // WARN overwritten-field "'fd'"
    if (self->fd < 0)
        return PyErr_SetFromErrno(PyExc_OSError);
    Py_RETURN_NONE;
}

static PyObject *
device_close(Device *self, PyObject *unused)
{
    if (self->fd >= 0) {
        close(self->fd);
        self->fd = -1;
    }
    Py_RETURN_NONE;
}

static void
device_dealloc(Device *self)
{
    if (self->fd >= 0)
        close(self->fd);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMethodDef device_methods[] = {
    {"open", (PyCFunction)device_open, METH_O, NULL},
    {"close", (PyCFunction)device_close, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Device_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "devices.Device",
    .tp_basicsize = sizeof(Device),
    .tp_dealloc = (destructor)device_dealloc,
    .tp_methods = device_methods,
};
