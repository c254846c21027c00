/* b is a string made here, set after tracking: tp_traverse does not look at it. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *a;
    PyObject *b;
} Pair;

static int
pair_traverse(Pair *self, visitproc visit, void *arg)
{
    Py_VISIT(self->a);
    return 0;
}

static int
pair_clear(Pair *self)
{
    Py_CLEAR(self->a);
    return 0;
}

static void
pair_dealloc(Pair *self)
{
    PyObject_GC_UnTrack(self);
    pair_clear(self);
    Py_CLEAR(self->b);
    PyObject_GC_Del(self);
}

static PyTypeObject Pair_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Pair",
    .tp_basicsize = sizeof(Pair),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_dealloc = (destructor)pair_dealloc,
    .tp_traverse = (traverseproc)pair_traverse,
    .tp_clear = (inquiry)pair_clear,
};

PyObject *
pair_new(PyObject *a)
{
    Pair *self = PyObject_GC_New(Pair, &Pair_Type);
    if (self == NULL)
        return NULL;
    self->a = Py_XNewRef(a);
    PyObject_GC_Track(self);
    self->b = PyUnicode_FromString("b");
    if (self->b == NULL) {
        Py_DECREF(self);
        return NULL;
    }
    return (PyObject *)self;
}
