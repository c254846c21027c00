/* The reference for the field is taken after the first thing that can fail:
   releasing the half made object releases it once too often. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *context;
    char *name;
} Socket;

static void
socket_dealloc(Socket *self)
{
    Py_XDECREF(self->context);
    PyMem_Free(self->name);
    PyObject_Free(self);
}

PyTypeObject Socket_Type = { // DOUBT container-without-gc
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "tls.Socket",
    .tp_basicsize = sizeof(Socket),
    .tp_dealloc = (destructor)socket_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT,
};

Socket *
socket_create(PyObject *context, Py_ssize_t n)
{
    Socket *self = PyObject_New(Socket, &Socket_Type);
    if (self == NULL)
        return NULL;
    self->context = context;
    self->name = PyMem_Malloc((size_t)n);
    if (self->name == NULL) {
        PyErr_NoMemory();
        Py_DECREF(self); // WARN excess-release "self->context"
        return NULL;
    }
    Py_INCREF(context);
    return self;
}
