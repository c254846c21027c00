/* tp_init keeps whatever it is given. */
#include <Python.h>
#include <stddef.h>
#include <structmember.h>

typedef struct {
    PyObject_HEAD
    PyObject *callback;
} Node;

static int
node_init(Node *self, PyObject *args, PyObject *Py_UNUSED(kwds))
{
    PyObject *callback;
    if (!PyArg_ParseTuple(args, "O", &callback))
        return -1;
    Py_INCREF(callback);
    Py_XSETREF(self->callback, callback);
    return 0;
}

static void
node_dealloc(Node *self)
{
    Py_CLEAR(self->callback);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Node_Type = { // WARN container-without-gc "callback"
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Node",
    .tp_basicsize = sizeof(Node),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)node_dealloc,
    .tp_init = (initproc)node_init,
};

int
ready(void)
{
    return PyType_Ready(&Node_Type);
}
