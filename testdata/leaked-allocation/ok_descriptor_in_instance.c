/* Closed when the object dies, unless the caller brought it along. */
#include <Python.h>
#include <fcntl.h>
#include <unistd.h>

typedef struct {
    PyObject_HEAD
    int fd, wake, level;
} device;

typedef struct {
    PyObject_HEAD
    int fd;
} borrowed;

static int
device_init(PyObject *o, PyObject *args, PyObject *kwargs)
{
    device *self = (device *)o;
    self->fd = self->wake = -1;
    int fd = open("/dev/null", O_RDONLY);
    if (fd < 0) {
        PyErr_SetFromErrno(PyExc_OSError);
        return -1;
    }
    self->fd = fd;
    self->wake = dup(fd);
    self->level = 3;
    return 0;
}

static void
shut(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static void
device_dealloc(PyObject *o)
{
    device *self = (device *)o;
    if (self->fd >= 0)
        close(self->fd);
    shut(&self->wake);
    PyObject_Free(o);
}

static int
borrowed_init(PyObject *o, PyObject *args, PyObject *kwargs)
{
    return PyArg_ParseTuple(args, "i", &((borrowed *)o)->fd) ? 0 : -1;
}

static void
borrowed_dealloc(PyObject *o)
{
    PyObject_Free(o);
}

PyTypeObject device_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "devices.device",
    .tp_basicsize = sizeof(device),
    .tp_init = device_init,
    .tp_dealloc = device_dealloc,
};

PyTypeObject borrowed_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "devices.borrowed",
    .tp_basicsize = sizeof(borrowed),
    .tp_init = borrowed_init,
    .tp_dealloc = borrowed_dealloc,
};
