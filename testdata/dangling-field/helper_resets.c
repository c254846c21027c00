/* A helper of the type resets all pointers at the end. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *free;
    int used;
} Pool;

static int
pool_init(Pool *self, PyObject *args, PyObject *Py_UNUSED(kwargs))
{
    PyObject *value;
    if (!PyArg_ParseTuple(args, "O", &value))
        return -1;
    Py_INCREF(value);
    Py_XSETREF(self->free, value);
    return 0;
}

static void
pool_forget(Pool *self)
{
    self->free = NULL;
    self->used = 0;
}

static PyObject *
pool_drain(Pool *self, PyObject *Py_UNUSED(ignored))
{
    Py_XDECREF(self->free); // WARN released-in-place "pool_drain()"
    pool_forget(self);
    Py_RETURN_NONE;
}

static PyMethodDef pool_methods[] = {
    {"drain", (PyCFunction)pool_drain, METH_NOARGS, NULL},
    {NULL},
};

static int
pool_traverse(Pool *self, visitproc visit, void *arg)
{
    Py_VISIT(self->free);
    return 0;
}

static int
pool_clear(Pool *self)
{
    Py_CLEAR(self->free);
    return 0;
}

static void
pool_dealloc(Pool *self)
{
    PyObject_GC_UnTrack(self);
    pool_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Pool_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Pool",
    .tp_basicsize = sizeof(Pool),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)pool_dealloc,
    .tp_traverse = (traverseproc)pool_traverse,
    .tp_clear = (inquiry)pool_clear,
    .tp_init = (initproc)pool_init,
    .tp_methods = pool_methods,
};

int
pool_ready(void)
{
    return PyType_Ready(&Pool_Type);
}
