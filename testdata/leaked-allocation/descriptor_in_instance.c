/* The socket lies in the object, which forgets it when it dies. */
#include <Python.h>
#include <sys/socket.h>

typedef struct {
    PyObject_HEAD
    int fd;
    PyObject *peer;
} plug;

static int
plug_init(PyObject *o, PyObject *args, PyObject *kwargs)
{
    plug *self = (plug *)o;
    int family;
    if (!PyArg_ParseTuple(args, "i", &family))
        return -1;
    int fd = socket(family, SOCK_STREAM, 0);
    if (fd < 0) {
        PyErr_SetFromErrno(PyExc_OSError);
        return -1;
    }
    self->fd = fd;
    return 0;
}

static void
plug_dealloc(PyObject *o) // WARN leaked-allocation "does not free 'fd'"
{
    Py_XDECREF(((plug *)o)->peer);
    PyObject_Free(o);
}

PyTypeObject plug_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "net.plug",
    .tp_basicsize = sizeof(plug),
    .tp_init = plug_init,
    .tp_dealloc = plug_dealloc,
};
