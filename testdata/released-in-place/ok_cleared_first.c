/* The field is empty while the old value goes. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *session;
} Client;

static PyObject *
client_close(Client *self, PyObject *Py_UNUSED(ignored))
{
    PyObject *session = self->session;
    self->session = NULL;
    if (session != NULL)
        Py_DECREF(session);
    self->session = NULL;
    Py_RETURN_NONE;
}

static PyObject *
client_open(Client *self, PyObject *session)
{
    Py_INCREF(session);
    Py_XSETREF(self->session, session);
    Py_RETURN_NONE;
}

static PyMethodDef client_methods[] = {
    {"close", (PyCFunction)client_close, METH_NOARGS, NULL},
    {"open", (PyCFunction)client_open, METH_O, NULL},
    {NULL},
};

static int
client_traverse(Client *self, visitproc visit, void *arg)
{
    Py_VISIT(self->session);
    return 0;
}

static int
client_clear(Client *self)
{
    Py_CLEAR(self->session);
    return 0;
}

static void
client_dealloc(Client *self)
{
    PyObject_GC_UnTrack(self);
    client_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Client_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Client",
    .tp_basicsize = sizeof(Client),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)client_dealloc,
    .tp_traverse = (traverseproc)client_traverse,
    .tp_clear = (inquiry)client_clear,
    .tp_methods = client_methods,
};

int
client_ready(void)
{
    return PyType_Ready(&Client_Type);
}
