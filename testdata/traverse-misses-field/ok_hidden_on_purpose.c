/* The dict holds its values without counting them, so it is taken from the
 * collector as a whole. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *loader;
    PyObject *by_key;
} Cache;

static int
cache_init(Cache *self, PyObject *args, PyObject *Py_UNUSED(kwargs))
{
    PyObject *loader, *old;
    if (!PyArg_ParseTuple(args, "O", &loader))
        return -1;
    if (self->by_key == NULL) {
        self->by_key = PyDict_New();
        if (self->by_key == NULL)
            return -1;
        PyObject_GC_UnTrack(self->by_key);
    }
    Py_INCREF(loader);
    old = self->loader;
    self->loader = loader;
    Py_XDECREF(old);
    return 0;
}

static int
cache_traverse(Cache *self, visitproc visit, void *arg)
{
    Py_VISIT(self->loader);
    return 0;
}

static int
cache_clear(Cache *self)
{
    Py_CLEAR(self->loader);
    return 0;
}

static void
cache_dealloc(Cache *self)
{
    PyObject_GC_UnTrack(self);
    cache_clear(self);
    Py_XDECREF(self->by_key);
    Py_TYPE(self)->tp_free(self);
}

static PyTypeObject Cache_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Cache",
    .tp_basicsize = sizeof(Cache),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)cache_init,
    .tp_dealloc = (destructor)cache_dealloc,
    .tp_traverse = (traverseproc)cache_traverse,
    .tp_clear = (inquiry)cache_clear,
};

int
cache_ready(void)
{
    return PyType_Ready(&Cache_Type);
}
