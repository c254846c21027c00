/* The item belongs to the list by the time it is returned. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *slots;
} Pool;

static PyObject *
Pool_get(Pool *self, PyObject *Py_UNUSED(ignored))
{
    PyObject *list = PyList_New(1);
    if (list == NULL)
        return NULL;
    PyObject *entry = PyDict_New();
    if (entry == NULL) {
        Py_DECREF(list);
        return NULL;
    }
    PyList_SET_ITEM(list, 0, entry);
    Py_XSETREF(self->slots, list);
    return entry; // WARN returned-borrowed-reference "'entry'"
}

static PyMethodDef Pool_methods[] = {
    {"get", (PyCFunction)Pool_get, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static int
Pool_traverse(Pool *self, visitproc visit, void *arg)
{
    Py_VISIT(self->slots);
    return 0;
}

static int
Pool_clear(Pool *self)
{
    Py_CLEAR(self->slots);
    return 0;
}

static void
Pool_dealloc(Pool *self)
{
    PyObject_GC_UnTrack(self);
    Py_CLEAR(self->slots);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Pool_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "pool.Pool",
    .tp_basicsize = sizeof(Pool),
    .tp_dealloc = (destructor)Pool_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_traverse = (traverseproc)Pool_traverse,
    .tp_clear = (inquiry)Pool_clear,
    .tp_methods = Pool_methods,
    .tp_new = PyType_GenericNew,
};
