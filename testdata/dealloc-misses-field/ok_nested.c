/* A struct in the struct, released by a helper. */
#include <Python.h>
#include <stddef.h>
#include <structmember.h>

typedef struct {
    PyObject_HEAD
    long id;
} Root;

typedef struct {
    Root root;
    struct {
        PyObject *callback;
    } in;
} Leaf;

static int
leaf_set_callback(Leaf *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_XINCREF(value);
    Py_XSETREF(self->in.callback, value);
    return 0;
}

static PyGetSetDef leaf_getset[] = {
    {"callback", NULL, (setter)leaf_set_callback, NULL, NULL},
    {NULL},
};

static int
leaf_traverse(Leaf *self, visitproc visit, void *arg)
{
    Py_VISIT(self->in.callback);
    return 0;
}

static int
leaf_clear(Leaf *self)
{
    Py_CLEAR(self->in.callback);
    return 0;
}

static void
leaf_dealloc(Leaf *self)
{
    PyObject_GC_UnTrack(self);
    leaf_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Root_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Root",
    .tp_basicsize = sizeof(Root),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
    .tp_new = PyType_GenericNew,
};

static PyTypeObject Leaf_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Leaf",
    .tp_basicsize = sizeof(Leaf),
    .tp_base = &Root_Type,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)leaf_dealloc,
    .tp_traverse = (traverseproc)leaf_traverse,
    .tp_clear = (inquiry)leaf_clear,
    .tp_getset = leaf_getset,
};

int
ready(void)
{
    return PyType_Ready(&Leaf_Type);
}
