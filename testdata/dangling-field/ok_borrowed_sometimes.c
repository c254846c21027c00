/* The field sometimes borrows: who releases it is not for us to say. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    char data[16];
} Blob;

typedef struct {
    PyObject_HEAD
    Blob *target;
    int held;
} Ref;

static PyObject *
ref_hold(Ref *self, PyObject *target)
{
    Py_INCREF(target);
    self->target = (Blob *)target;
    self->held = 1;
    Py_RETURN_NONE;
}

static PyObject *
ref_peek(Ref *self, PyObject *target)
{
    self->target = (Blob *)target;
    self->held = 0;
    Py_RETURN_NONE;
}

static PyObject *
ref_drop(Ref *self, PyObject *Py_UNUSED(ignored))
{
    if (self->held)
        Py_XDECREF(self->target);
    self->held = 0;
    Py_RETURN_NONE;
}

static PyMethodDef ref_methods[] = {
    {"hold", (PyCFunction)ref_hold, METH_O, NULL},
    {"peek", (PyCFunction)ref_peek, METH_O, NULL},
    {"drop", (PyCFunction)ref_drop, METH_NOARGS, NULL},
    {NULL},
};

static void
ref_dealloc(Ref *self)
{
    if (self->held)
        Py_XDECREF(self->target);
    Py_TYPE(self)->tp_free((PyObject *)self);
}


static PyTypeObject Ref_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Ref",
    .tp_basicsize = sizeof(Ref),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)ref_dealloc,
    .tp_methods = ref_methods,
};

int
ref_ready(void)
{
    return PyType_Ready(&Ref_Type);
}
