/* Whether the reference is the cache's own is told by a flag, which somebody
 * else resets; a constructor that failed leaves the field empty. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *factory, *mapping;
    int owns_factory;
} Cache;

static int
cache_init(Cache *self, PyObject *args, PyObject *kwargs)
{
    PyObject *factory;
    (void)kwargs;
    if (!PyArg_ParseTuple(args, "U", &factory))
        return -1;
    Py_XSETREF(self->mapping, PyDict_New());
    if (self->mapping == NULL)
        return -1;
    Py_INCREF(factory);
    Py_XSETREF(self->factory, factory);
    self->owns_factory = 1;
    return 0;
}

static void
cache_dealloc(Cache *self)
{
    if (self->factory == NULL) {
        Py_TYPE(self)->tp_free((PyObject *)self);
        return;
    }
    if (self->owns_factory)
        Py_DECREF(self->factory);
    Py_XDECREF(self->mapping);
    Py_TYPE(self)->tp_free((PyObject *)self); // DOUBT dealloc-misses-field
}

static PyTypeObject Cache_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Cache",
    .tp_basicsize = sizeof(Cache),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)cache_init,
    .tp_dealloc = (destructor)cache_dealloc,
};

int
cache_ready(void)
{
    return PyType_Ready(&Cache_Type);
}
