/* A settable field, no garbage collection: static type. */
#include <Python.h>
#include <stddef.h>
#include <structmember.h>

typedef struct {
    PyObject_HEAD
    PyObject *callback;
} Node;

static int
node_set_callback(Node *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_XINCREF(value);
    Py_XSETREF(self->callback, value);
    return 0;
}

static PyGetSetDef node_getset[] = {
    {"callback", NULL, (setter)node_set_callback, NULL, NULL},
    {NULL},
};

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
    .tp_getset = node_getset,
};

int
ready(void)
{
    return PyType_Ready(&Node_Type);
}
