/* tp_dealloc asks a flag first: only a possibility. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *peer;
    int open;
} Port;

static int
port_init(Port *self, PyObject *args, PyObject *Py_UNUSED(kwargs))
{
    PyObject *value;
    if (!PyArg_ParseTuple(args, "O", &value))
        return -1;
    Py_INCREF(value);
    Py_XSETREF(self->peer, value);
    return 0;
}

static PyObject *
port_close(Port *self, PyObject *Py_UNUSED(ignored))
{
    self->open = 0;
    Py_XDECREF(self->peer); // DOUBT dangling-field "port_close()"
    Py_RETURN_NONE;
}

static PyMethodDef port_methods[] = {
    {"close", (PyCFunction)port_close, METH_NOARGS, NULL},
    {NULL},
};

static int
port_traverse(Port *self, visitproc visit, void *arg)
{
    if (self->open)
        Py_VISIT(self->peer);
    return 0;
}

static int
port_clear(Port *self)
{
    if (self->open)
        Py_CLEAR(self->peer);
    return 0;
}

static void
port_dealloc(Port *self)
{
    PyObject_GC_UnTrack(self);
    if (self->open)
        Py_XDECREF(self->peer);
    Py_TYPE(self)->tp_free((PyObject *)self);
}


static PyTypeObject Port_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Port",
    .tp_basicsize = sizeof(Port),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)port_init,
    .tp_dealloc = (destructor)port_dealloc,
    .tp_traverse = (traverseproc)port_traverse,
    .tp_clear = (inquiry)port_clear,
    .tp_methods = port_methods,
};

int
port_ready(void)
{
    return PyType_Ready(&Port_Type);
}
