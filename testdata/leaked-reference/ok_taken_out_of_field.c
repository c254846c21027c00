/* Taken out of a field and released, put back, stored elsewhere, returned or
 * handed on. */
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

extern void library_takes(PyObject *object);
extern PyObject *spare;

static PyObject *
waiter_result(Waiter *self, PyObject *unused)
{
    PyObject *future = self->future, *result;

    if (future == NULL)
        Py_RETURN_NONE;
    self->future = NULL;
    result = PyObject_Str(future);
    Py_DECREF(future);
    return result;
}

static PyObject *
waiter_detach(Waiter *self, PyObject *unused)
{
    PyObject *future = self->future;

    self->future = NULL;
    if (future == NULL)
        PyErr_SetString(PyExc_ValueError, "detached before");
    return future;
}

/* Out of sight while Python code runs. */
static PyObject *
waiter_call(Waiter *self, PyObject *unused)
{
    PyObject *handler = self->handler, *result;

    if (handler == NULL)
        Py_RETURN_NONE;
    self->handler = NULL;
    result = PyObject_Repr(handler);
    self->handler = handler;
    return result;
}

static PyObject *
waiter_swap(Waiter *self, PyObject *unused)
{
    PyObject *future = self->future;

    self->future = self->handler;
    self->handler = future;
    Py_RETURN_NONE;
}

static PyObject *
waiter_set(Waiter *self, PyObject *handler)
{
    PyObject *old = self->handler;

    Py_INCREF(handler);
    self->handler = handler;
    Py_XDECREF(old);
    Py_XSETREF(self->future, Py_NewRef(handler));
    Py_RETURN_NONE;
}

static PyObject *
waiter_spare(Waiter *self, PyObject *unused)
{
    PyObject *future = self->future;

    Py_XDECREF(spare);
    self->future = NULL;
    spare = future;
    future = self->handler;
    self->handler = NULL;
    library_takes(future);
    Py_RETURN_NONE;
}

static PyObject *
waiter_pair(Waiter *self, PyObject *unused)
{
    PyObject *future = self->future;
    PyObject *pair = PyTuple_New(1);

    if (pair == NULL)
        return NULL;
    if (future == NULL)
        future = Py_NewRef(Py_None);
    self->future = NULL;
    PyTuple_SET_ITEM(pair, 0, future);
    return pair;
}

PyMethodDef waiter_methods[] = {
    {"result", (PyCFunction)waiter_result, METH_NOARGS, NULL},
    {"detach", (PyCFunction)waiter_detach, METH_NOARGS, NULL},
    {"call", (PyCFunction)waiter_call, METH_NOARGS, NULL},
    {"swap", (PyCFunction)waiter_swap, METH_NOARGS, NULL},
    {"set", (PyCFunction)waiter_set, METH_O, NULL},
    {"spare", (PyCFunction)waiter_spare, METH_NOARGS, NULL},
    {"pair", (PyCFunction)waiter_pair, METH_NOARGS, NULL},
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
