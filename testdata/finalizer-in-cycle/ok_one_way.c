/* Owned in one direction, the other has no field at all. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int fd;
} Port;

typedef struct {
    PyObject_HEAD
    Port *port;
} Client;

static PyTypeObject Port_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Port",
    .tp_basicsize = sizeof(Port),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
};

static int
client_init(Client *self, PyObject *args, PyObject *Py_UNUSED(kwargs))
{
    PyObject *port;
    if (!PyArg_ParseTuple(args, "O!", &Port_Type, &port))
        return -1;
    Py_INCREF(port);
    Py_XSETREF(self->port, (Port *)port);
    return 0;
}

static void
client_dealloc(Client *self)
{
    Py_XDECREF(self->port);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Client_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Client",
    .tp_basicsize = sizeof(Client),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)client_init,
    .tp_dealloc = (destructor)client_dealloc,
};

int
client_ready(void)
{
    if (PyType_Ready(&Port_Type) < 0)
        return -1;
    return PyType_Ready(&Client_Type);
}
