/* A heap type whose tp_clear keeps one of two pointers. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *left;
    PyObject *right;
} Tree;

static int
tree_init(Tree *self, PyObject *args, PyObject *Py_UNUSED(kwargs))
{
    PyObject *left, *right;
    if (!PyArg_ParseTuple(args, "OO", &left, &right))
        return -1;
    Py_INCREF(left);
    Py_XSETREF(self->left, left);
    Py_INCREF(right);
    Py_XSETREF(self->right, right);
    return 0;
}

static int
tree_traverse(Tree *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(self->left);
    Py_VISIT(self->right);
    return 0;
}

static int
tree_clear(Tree *self)
{
    Py_CLEAR(self->left);
    Py_XDECREF(self->right); // WARN dangling-field "'right'"
    return 0;
}

static void
tree_dealloc(Tree *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    Py_CLEAR(self->left);
    Py_CLEAR(self->right);
    type->tp_free((PyObject *)self);
    Py_DECREF(type);
}


static PyType_Slot tree_slots[] = {
    {Py_tp_dealloc, tree_dealloc},
    {Py_tp_traverse, tree_traverse},
    {Py_tp_clear, tree_clear},
    {Py_tp_init, tree_init},
    {0, NULL},
};

static PyType_Spec tree_spec = {
    .name = "demo.Tree",
    .basicsize = sizeof(Tree),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .slots = tree_slots,
};

PyObject *
tree_type(void)
{
    return PyType_FromSpec(&tree_spec);
}
