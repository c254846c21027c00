/* The node keeps the argument, its end releases it. */
#include <Python.h>

typedef struct hook {
    struct hook *next;
    PyObject *callback;
} Hook;

typedef struct {
    PyObject_HEAD
    Hook *hooks;
} Cache;

static PyObject *
cache_put(Cache *self, PyObject *args)
{
    PyObject *callback;
    if (!PyArg_ParseTuple(args, "O", &callback))
        return NULL;
    Hook *h = PyMem_Malloc(sizeof *h);
    if (h == NULL)
        return PyErr_NoMemory();
    h->callback = callback; // WARN excess-release "'callback' left in 'h->callback' without a reference: cache_clear() will release it"
    h->next = self->hooks;
    self->hooks = h;
    Py_RETURN_NONE;
}

static int
cache_traverse(Cache *self, visitproc visit, void *arg)
{
    for (Hook *h = self->hooks; h != NULL; h = h->next)
        Py_VISIT(h->callback);
    return 0;
}

static int
cache_clear(Cache *self)
{
    while (self->hooks != NULL) {
        Hook *h = self->hooks;
        self->hooks = h->next;
        Py_DECREF(h->callback);
        PyMem_Free(h);
    }
    return 0;
}

static void
cache_dealloc(Cache *self)
{
    PyObject_GC_UnTrack(self);
    cache_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMethodDef cache_methods[] = {
    {"put", (PyCFunction)cache_put, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Cache_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Cache",
    .tp_basicsize = sizeof(Cache),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)cache_dealloc,
    .tp_traverse = (traverseproc)cache_traverse,
    .tp_clear = (inquiry)cache_clear,
    .tp_methods = cache_methods,
};

int
cache_ready(void)
{
    return PyType_Ready(&Cache_Type);
}
