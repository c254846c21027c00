/* A heap type without tp_dealloc: the inherited one calls tp_finalize. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int depth;
} Leaf;

static void
leaf_finalize(PyObject *self)
{
    ((Leaf *)self)->depth = 0;
}

static int
leaf_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    return 0;
}

static PyType_Slot leaf_slots[] = {
    {Py_tp_finalize, leaf_finalize},
    {Py_tp_traverse, leaf_traverse},
    {0, NULL},
};

static PyType_Spec leaf_spec = {
    .name = "demo.Leaf",
    .basicsize = sizeof(Leaf),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .slots = leaf_slots,
};

PyObject *
leaf_type(void)
{
    return PyType_FromSpec(&leaf_spec);
}
