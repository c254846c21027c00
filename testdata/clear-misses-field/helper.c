/* extra is visited, not cleared: released by a helper. */
#include <Python.h>
#include <stddef.h>
#include <structmember.h>

typedef struct {
    PyObject_HEAD
    PyObject *callback;
    PyObject *extra;
} Tree;

static int
tree_set_callback(Tree *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_XINCREF(value);
    Py_XSETREF(self->callback, value);
    Py_XINCREF(value);
    Py_XSETREF(self->extra, value);
    return 0;
}

static PyGetSetDef tree_getset[] = {
    {"callback", NULL, (setter)tree_set_callback, NULL, NULL},
    {NULL},
};

static int
tree_traverse(Tree *self, visitproc visit, void *arg)
{
    Py_VISIT(self->callback);
    Py_VISIT(self->extra);
    return 0;
}

static int
tree_clear(Tree *self) // WARN clear-misses-field "does not clear 'extra'"
{
    Py_CLEAR(self->callback);
    return 0;
}

static void
tree_dealloc(Tree *self)
{
    PyObject_GC_UnTrack(self);
    Py_CLEAR(self->callback);
    Py_CLEAR(self->extra);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Tree_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Tree",
    .tp_basicsize = sizeof(Tree),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)tree_dealloc,
    .tp_traverse = (traverseproc)tree_traverse,
    .tp_clear = (inquiry)tree_clear,
    .tp_getset = tree_getset,
};

int
ready(void)
{
    return PyType_Ready(&Tree_Type);
}
