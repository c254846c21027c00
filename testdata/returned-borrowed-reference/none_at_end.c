/* A number of the instance decides whether None is returned. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    Py_ssize_t left;
} Counter;

static PyObject *
counter_next(Counter *self)
{
    if (self->left == 0)
        return Py_None; // WARN returned-borrowed-reference "'None'"
    return PyLong_FromSsize_t(self->left--);
}

static PyObject *
ok_counter_left(Counter *self, void *Py_UNUSED(closure))
{
    if (self->left == 0)
        Py_RETURN_NONE;
    return PyLong_FromSsize_t(self->left);
}

static PyGetSetDef counter_getset[] = {
    {"left", (getter)ok_counter_left, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL}};

PyTypeObject Counter_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Counter",
    .tp_basicsize = sizeof(Counter),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_iter = PyObject_SelfIter,
    .tp_iternext = (iternextfunc)counter_next,
    .tp_getset = counter_getset,
};
