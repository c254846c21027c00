/* An iterator over something that can hold anything, the iterator too. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *target;
} Box;

typedef struct {
    PyObject_HEAD
    Box *box;
} BoxIter;

static int
box_init(Box *self, PyObject *args, PyObject *Py_UNUSED(kwargs))
{
    PyObject *target;
    if (!PyArg_ParseTuple(args, "O", &target))
        return -1;
    Py_INCREF(target);
    Py_XSETREF(self->target, target);
    return 0;
}

static int
box_traverse(Box *self, visitproc visit, void *arg)
{
    Py_VISIT(self->target);
    return 0;
}

static int
box_clear(Box *self)
{
    Py_CLEAR(self->target);
    return 0;
}

static void
box_dealloc(Box *self)
{
    PyObject_GC_UnTrack(self);
    Py_CLEAR(self->target);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject BoxIter_Type;

static PyObject *
box_iter(Box *self)
{
    BoxIter *it = PyObject_New(BoxIter, &BoxIter_Type);
    if (it == NULL)
        return NULL;
    Py_INCREF(self);
    it->box = self;
    return (PyObject *)it;
}

static PyTypeObject Box_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Box",
    .tp_basicsize = sizeof(Box),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)box_init,
    .tp_iter = (getiterfunc)box_iter,
    .tp_dealloc = (destructor)box_dealloc,
    .tp_traverse = (traverseproc)box_traverse,
    .tp_clear = (inquiry)box_clear,
};

static PyObject *
boxiter_next(BoxIter *Py_UNUSED(self))
{
    return NULL;
}

static void
boxiter_dealloc(BoxIter *self)
{
    Py_XDECREF(self->box);
    PyObject_Free(self);
}

static PyTypeObject BoxIter_Type = { // WARN container-without-gc "owns a 'demo.Box'" STEP 1 "b.__init__(a)"
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.BoxIter",
    .tp_basicsize = sizeof(BoxIter),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_iter = PyObject_SelfIter,
    .tp_iternext = (iternextfunc)boxiter_next,
    .tp_dealloc = (destructor)boxiter_dealloc,
};

int
ready(void)
{
    return PyType_Ready(&Box_Type) < 0 ? -1 : PyType_Ready(&BoxIter_Type);
}
