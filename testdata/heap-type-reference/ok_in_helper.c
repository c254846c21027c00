/* A helper knows the type. */
#include <Python.h>
#include <stddef.h>
#include <structmember.h>

typedef struct {
    PyObject_HEAD
    PyObject *callback;
} Tree;

static PyTypeObject *
tree_type(Tree *self)
{
    return Py_TYPE(self);
}

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

static int
tree_traverse(Tree *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(self->callback);
    return 0;
}

static int
tree_clear(Tree *self)
{
    Py_CLEAR(self->callback);
    return 0;
}

static void
tree_dealloc(Tree *self)
{
    PyTypeObject *type = tree_type(self);
    PyObject_GC_UnTrack(self);
    Py_CLEAR(self->callback);
    type->tp_free((PyObject *)self);
    Py_DECREF(type);
}

static PyType_Slot tree_slots[] = {
    {Py_tp_new, PyType_GenericNew},
    {Py_tp_dealloc, (destructor)tree_dealloc},
    {Py_tp_traverse, (traverseproc)tree_traverse},
    {Py_tp_clear, (inquiry)tree_clear},
    {Py_tp_getset, tree_getset},
    {0, NULL},
};

static PyType_Spec tree_spec = {
    .name = "demo.Tree",
    .basicsize = sizeof(Tree),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .slots = tree_slots,
};

PyObject *
make_type(void)
{
    return PyType_FromSpec(&tree_spec);
}
