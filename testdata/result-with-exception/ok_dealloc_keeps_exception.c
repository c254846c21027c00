/* tp_dealloc may run with an exception set, and must leave it. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *file;
} Log;

static void
Log_dealloc(Log *self)
{
    if (self->file != NULL) {
        PyObject *t, *v, *tb;
        PyErr_Fetch(&t, &v, &tb);
        PyObject *r = PyObject_CallMethod(self->file, "close", NULL);
        if (r == NULL)
            PyErr_WriteUnraisable(self->file);
        Py_XDECREF(r);
        PyErr_Restore(t, v, tb);
        Py_DECREF(self->file);
    }
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Log_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "log.Log",
    .tp_basicsize = sizeof(Log),
    .tp_dealloc = (destructor)Log_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT,
};
