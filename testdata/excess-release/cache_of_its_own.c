/* A connection makes a cache that refers to it and to which it refers: one of
   the two references is taken back on purpose. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *factory;
    int release_factory;
} Cache;

typedef struct {
    PyObject_HEAD
    Cache *cache;
    int ready;
} Connection;

extern PyTypeObject Cache_Type;

static int
Connection_init(Connection *self, PyObject *args, PyObject *kwds)
{
    int size;
    if (!PyArg_ParseTuple(args, "i", &size))
        return -1;
    Py_CLEAR(self->cache);
    self->cache = (Cache *)PyObject_CallFunction((PyObject *)&Cache_Type,
                                                 "Oi", self, size);
    if (self->cache == NULL)
        return -1;
    self->cache->release_factory = 0;
    Py_DECREF(self); // DOUBT excess-release
    self->ready = 1;
    return 0;
}

static void
Connection_dealloc(Connection *self)
{
    Py_XDECREF(self->cache);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyObject *
Connection_flush(Connection *self, PyObject *other)
{
    Py_DECREF(other); // WARN excess-release
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"flush", (PyCFunction)Connection_flush, METH_O, NULL},
    {NULL, NULL, 0, NULL}};

PyTypeObject Connection_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "c.Connection",
    .tp_basicsize = sizeof(Connection),
    .tp_dealloc = (destructor)Connection_dealloc,
    .tp_init = (initproc)Connection_init,
    .tp_methods = methods,
};
