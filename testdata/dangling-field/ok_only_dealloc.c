/* Only tp_dealloc uses the helper that leaves the pointers. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *value;
} Leaf;

static int
leaf_init(Leaf *self, PyObject *args, PyObject *Py_UNUSED(kwargs))
{
    PyObject *value;
    if (!PyArg_ParseTuple(args, "O", &value))
        return -1;
    Py_INCREF(value);
    Py_XSETREF(self->value, value);
    return 0;
}

static int
leaf_traverse(Leaf *self, visitproc visit, void *arg)
{
    Py_VISIT(self->value);
    return 0;
}

static int
leaf_clear(Leaf *self)
{
    Py_CLEAR(self->value);
    return 0;
}

static void
leaf_drop(Leaf *self)
{
    Py_XDECREF(self->value);
}

static void
leaf_dealloc(Leaf *self)
{
    PyObject_GC_UnTrack(self);
    leaf_drop(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}


static PyTypeObject Leaf_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Leaf",
    .tp_basicsize = sizeof(Leaf),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)leaf_init,
    .tp_dealloc = (destructor)leaf_dealloc,
    .tp_traverse = (traverseproc)leaf_traverse,
    .tp_clear = (inquiry)leaf_clear,
};

int
leaf_ready(void)
{
    return PyType_Ready(&Leaf_Type);
}
