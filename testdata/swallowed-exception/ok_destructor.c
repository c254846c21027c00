/* A destructor has nobody to tell. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *file;
} Log;

static void
log_dealloc(Log *self)
{
    PyObject *t, *v, *tb;
    PyErr_Fetch(&t, &v, &tb);
    PyObject *r = PyObject_CallMethod(self->file, "flush", NULL);
    if (r == NULL)
        PyErr_Clear();
    Py_XDECREF(r);
    PyErr_Restore(t, v, tb);
    Py_CLEAR(self->file);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Log_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Log",
    .tp_basicsize = sizeof(Log),
    .tp_dealloc = (destructor)log_dealloc,
};
