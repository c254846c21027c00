/* A read-only member of a string made here. */
#include <Python.h>
#include <stddef.h>
#include <structmember.h>

typedef struct {
    PyObject_HEAD
    PyObject *callback;
} Node;

static int
node_init(Node *self, PyObject *Py_UNUSED(args), PyObject *Py_UNUSED(kwds))
{
    PyObject *text = PyUnicode_FromString("x");
    if (text == NULL)
        return -1;
    Py_XSETREF(self->callback, text);
    return 0;
}

static PyMemberDef node_members[] = {
    {"callback", T_OBJECT_EX, offsetof(Node, callback), READONLY, NULL},
    {NULL},
};

static void
node_dealloc(Node *self)
{
    Py_CLEAR(self->callback);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Node_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Node",
    .tp_basicsize = sizeof(Node),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)node_dealloc,
    .tp_members = node_members,
    .tp_init = (initproc)node_init,
};

int
ready(void)
{
    return PyType_Ready(&Node_Type);
}
