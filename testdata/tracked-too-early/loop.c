/* Work between tracking and setting. */
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
    Py_VISIT(self->b);
    return 0;
}

static int
pair_clear(Pair *self)
{
    Py_CLEAR(self->a);
    Py_CLEAR(self->b);
    return 0;
}

static void
pair_dealloc(Pair *self)
{
    PyObject_GC_UnTrack(self);
    pair_clear(self);
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
pair_new(PyObject *a, PyObject *b)
{
    Pair *self = PyObject_GC_New(Pair, &Pair_Type);
    if (self == NULL)
        return NULL;
    self->a = Py_XNewRef(a);
    PyObject_GC_Track(self); // WARN tracked-too-early "'b'"
    for (int i = 0; i < 3; i++)
        if (PyObject_IsTrue(a) < 0)
            PyErr_Clear(); // WARN swallowed-exception
    self->b = Py_XNewRef(b);
    return (PyObject *)self;
}
