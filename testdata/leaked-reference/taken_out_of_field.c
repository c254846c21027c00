/* What a field owned is the function's once it was taken out of it. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *future;
    PyObject *handler;
} Waiter;

static int
waiter_traverse(Waiter *self, visitproc visit, void *arg)
{
    Py_VISIT(self->future);
    Py_VISIT(self->handler);
    return 0;
}

static int
waiter_clear(Waiter *self)
{
    Py_CLEAR(self->future);
    Py_CLEAR(self->handler);
    return 0;
}

static void
waiter_dealloc(Waiter *self)
{
    PyObject_GC_UnTrack(self);
    waiter_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyObject *
waiter_result(Waiter *self, PyObject *unused)
{
    PyObject *future = self->future;

    if (future == NULL)
        Py_RETURN_NONE;
    self->future = NULL;
    return PyObject_Str(future);   // WARN leaked-reference "'future' leaked"
}

static PyObject *
waiter_replace(Waiter *self, PyObject *handler)
{
    PyObject *old = self->handler;

    Py_INCREF(handler);
    self->handler = handler;
    if (PyObject_SetAttrString(handler, "previous",
                               old != NULL ? old : Py_None) < 0)
        return NULL;   // WARN leaked-reference "'old' leaked"
    Py_XDECREF(old);
    Py_RETURN_NONE;
}

PyMethodDef waiter_methods[] = {
    {"result", (PyCFunction)waiter_result, METH_NOARGS, NULL},
    {"replace", (PyCFunction)waiter_replace, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Waiter_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Waiter",
    .tp_basicsize = sizeof(Waiter),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_dealloc = (destructor)waiter_dealloc,
    .tp_traverse = (traverseproc)waiter_traverse,
    .tp_clear = (inquiry)waiter_clear,
    .tp_methods = waiter_methods,
};
