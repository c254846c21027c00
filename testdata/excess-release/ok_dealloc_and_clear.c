/* The fields belong to the instance: tp_clear and tp_dealloc release them,
 * each in its own way. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *head;
    PyObject *tail;
} Pair;

static int
Pair_traverse(Pair *self, visitproc visit, void *arg)
{
    Py_VISIT(self->head);
    Py_VISIT(self->tail);
    return 0;
}

static int
Pair_clear(Pair *self)
{
    PyObject *tmp = self->head;
    self->head = NULL;
    Py_XDECREF(tmp);
    Py_CLEAR(self->tail);
    return 0;
}

static void
Pair_dealloc(Pair *self)
{
    PyObject_GC_UnTrack(self);
    Py_XDECREF(self->head);
    Py_XDECREF(self->tail);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Pair_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "pairs.Pair",
    .tp_basicsize = sizeof(Pair),
    .tp_dealloc = (destructor)Pair_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_traverse = (traverseproc)Pair_traverse,
    .tp_clear = (inquiry)Pair_clear,
};
