/* The exception is put aside and brought back. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *callback;
} Timer;

static void
timer_dealloc(PyObject *op)
{
    Timer *self = (Timer *)op;
    PyObject *type, *value, *tb;
    PyErr_Fetch(&type, &value, &tb);
    if (self->callback != NULL) {
        PyObject *r = PyObject_CallFunctionObjArgs(self->callback, NULL);
        if (r == NULL)
            PyErr_WriteUnraisable(NULL);
        else
            Py_DECREF(r);
        Py_CLEAR(self->callback);
    }
    PyErr_Restore(type, value, tb);
    PyObject_Free(self);
}

static PyTypeObject Timer_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Timer",
    .tp_basicsize = sizeof(Timer),
    .tp_dealloc = timer_dealloc,
    .tp_free = PyObject_Free,
};
