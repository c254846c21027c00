/* What tp_dealloc asks before it releases the field does not decide
 * whether it does. */
#include <Python.h>
#include <structmember.h>

typedef struct {
    PyObject_HEAD
    PyObject *weakrefs;
    PyObject *label;
} Node;

static void
node_dealloc(Node *self)
{
    if (self->weakrefs != NULL)
        PyObject_ClearWeakRefs((PyObject *)self);
    Py_XDECREF(self->label);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyObject *
node_rename(Node *self, PyObject *o)
{
    PyObject *label = PyObject_Str(o);
    if (label == NULL)
        return NULL;
    self->label = label; // WARN overwritten-field
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"rename", (PyCFunction)node_rename, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Node_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "demo.Node",
    .tp_basicsize = sizeof(Node),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)node_dealloc,
    .tp_weaklistoffset = offsetof(Node, weakrefs),
    .tp_methods = methods,
    .tp_new = PyType_GenericNew,
};
