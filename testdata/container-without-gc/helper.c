/* A settable field, no garbage collection: released by a helper. */
#include <Python.h>
#include <stddef.h>
#include <structmember.h>

typedef struct {
    PyObject_HEAD
    PyObject *callback;
} Tree;

static int
tree_set_callback(Tree *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_XINCREF(value);
    Py_XSETREF(self->callback, value);
    return 0;
}

static PyGetSetDef tree_getset[] = {
    {"callback", NULL, (setter)tree_set_callback, NULL, NULL},
    {NULL},
};

static void
tree_dealloc(Tree *self)
{
    Py_CLEAR(self->callback);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Tree_Type = { // WARN container-without-gc "callback"
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Tree",
    .tp_basicsize = sizeof(Tree),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)tree_dealloc,
    .tp_getset = tree_getset,
};

int
ready(void)
{
    return PyType_Ready(&Tree_Type);
}
