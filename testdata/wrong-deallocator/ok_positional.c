/* Freed as it was allocated: positional initialiser. */
#include <Python.h>
#include <stddef.h>
#include <structmember.h>

typedef struct {
    PyObject_HEAD
    long callback;
} Pair;

static int
pair_traverse(Pair *self, visitproc visit, void *arg)
{
    (void)self;
    (void)visit;
    (void)arg;
    return 0;
}

static int
pair_clear(Pair *self)
{
    (void)self;
    return 0;
}

static void
pair_dealloc(Pair *self)
{
    PyObject_GC_UnTrack(self);
    PyObject_GC_Del(self);
}

static PyTypeObject Pair_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    "demo.Pair",
    sizeof(Pair),
    0,
    (destructor)pair_dealloc,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    "positional",
    (traverseproc)pair_traverse,
    (inquiry)pair_clear,
    0, 0, 0, 0,
    0,
    0,
    0,
    0, 0, 0, 0, 0, 0,
    0,
    PyType_GenericNew,
};

int
ready(void)
{
    return PyType_Ready(&Pair_Type);
}
