/* A dict with one more field: its items are the base's to show, to clear
 * and to release. */
#include <Python.h>

typedef struct {
    PyDictObject dict;
    PyObject *factory;
} Cache;

static int
cache_traverse(Cache *self, visitproc visit, void *arg) // WARN traverse-misses-field
{
    Py_VISIT(self->factory);
    return 0;
}

static int
cache_clear(Cache *self)
{
    Py_CLEAR(self->factory);
    return PyDict_Type.tp_clear((PyObject *)self);
}

static void
cache_dealloc(Cache *self)
{
    PyObject_GC_UnTrack(self);
    Py_XDECREF(self->factory);
    PyDict_Type.tp_dealloc((PyObject *)self);
}

PyTypeObject Cache_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "demo.Cache",
    .tp_basicsize = sizeof(Cache),
    .tp_base = &PyDict_Type,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_traverse = (traverseproc)cache_traverse,
    .tp_clear = (inquiry)cache_clear,
    .tp_dealloc = (destructor)cache_dealloc,
};
