/* PyObject_GC_Del() for one without: derived from a base type. */
#include <Python.h>
#include <stddef.h>
#include <structmember.h>

typedef struct {
    PyObject_HEAD
    long id;
} Root;

typedef struct {
    Root root;
    long callback;
} Leaf;

static void
leaf_dealloc(Leaf *self)
{
    PyObject_GC_Del(self); // WARN wrong-deallocator "is needed"
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
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)leaf_dealloc,
};

int
ready(void)
{
    return PyType_Ready(&Leaf_Type);
}
