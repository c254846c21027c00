/* The method that closes serves the destructor as well. */
#include <Python.h>

extern void db_close(void *handle);

typedef struct {
    PyObject_HEAD
    void *handle;
} Connection;

static void
connection_shut(Connection *self)
{
    void *handle = self->handle;
    self->handle = NULL;
    Py_BEGIN_ALLOW_THREADS
    db_close(handle);
    Py_END_ALLOW_THREADS
}

static PyObject *
connection_close(Connection *self, PyObject *unused)
{
    connection_shut(self);
    Py_RETURN_NONE;
}

static void
connection_dealloc(Connection *self)
{
    if (self->handle != NULL)
        connection_shut(self); // DOUBT detached-in-finalizer "in connection_shut()"
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMethodDef connection_methods[] = {
    {"close", (PyCFunction)connection_close, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Connection_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "db.Connection",
    .tp_basicsize = sizeof(Connection),
    .tp_dealloc = (destructor)connection_dealloc,
    .tp_methods = connection_methods,
};
