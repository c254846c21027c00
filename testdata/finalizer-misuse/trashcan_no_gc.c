/* Borrowed from a type of the collector's: here is no header to link. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *text;
} Leaf;

static void
leaf_dealloc(Leaf *self)
{
    Py_TRASHCAN_BEGIN(self, leaf_dealloc) // WARN finalizer-misuse "leaf_dealloc() uses the trashcan, but 'demo.Leaf' has no Py_TPFLAGS_HAVE_GC"
    Py_CLEAR(self->text);
    Py_TYPE(self)->tp_free((PyObject *)self);
    Py_TRASHCAN_END
}

static int
leaf_init(Leaf *self, PyObject *args, PyObject *Py_UNUSED(kwds))
{
    PyObject *text;
    if (!PyArg_ParseTuple(args, "U", &text))
        return -1;
    Py_INCREF(text);
    Py_XSETREF(self->text, text);
    return 0;
}

PyTypeObject Leaf_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Leaf",
    .tp_basicsize = sizeof(Leaf),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)leaf_init,
    .tp_dealloc = (destructor)leaf_dealloc,
};

int
leaf_ready(void)
{
    return PyType_Ready(&Leaf_Type);
}
