/* The instance can die while an exception travels up the stack. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *on_close;
} Handle;

static void
handle_dealloc(Handle *self)
{
    if (self->on_close != NULL) {
        PyObject *r = PyObject_CallFunctionObjArgs(self->on_close, NULL); // WARN call-with-pending-exception "destructors must save it"
        if (r == NULL)
            PyErr_WriteUnraisable(self->on_close);
        Py_XDECREF(r);
        Py_DECREF(self->on_close);
    }
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Handle_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Handle",
    .tp_basicsize = sizeof(Handle),
    .tp_dealloc = (destructor)handle_dealloc,
};
