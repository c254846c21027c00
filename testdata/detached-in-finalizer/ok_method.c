/* A method that closes may wait. */
#include <Python.h>

extern void db_close(void *handle);

typedef struct {
    PyObject_HEAD
    void *handle;
} Connection;

static PyObject *
connection_close(Connection *self, PyObject *unused)
{
    void *handle = self->handle;
    self->handle = NULL;
    Py_BEGIN_ALLOW_THREADS
    db_close(handle);
    Py_END_ALLOW_THREADS
    Py_RETURN_NONE;
}

static void
connection_dealloc(Connection *self)
{
    if (self->handle != NULL)
        db_close(self->handle);
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
