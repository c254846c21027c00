/* Methods that name their own type for self. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    Py_ssize_t n;
} Counter;

static PyObject *
counter_add(Counter *self, PyObject *o)
{
    Py_ssize_t n = PyNumber_AsSsize_t(o, PyExc_OverflowError);
    if (n == -1 && PyErr_Occurred())
        return NULL;
    self->n += n;
    return PyLong_FromSsize_t(self->n);
}

static Py_ssize_t
counter_length(Counter *self)
{
    return self->n;
}

static PyObject *
counter_get(Counter *self, void *closure)
{
    return PyLong_FromSsize_t(self->n);
}

static PyMethodDef methods[] = {
    {"add", (PyCFunction)counter_add, METH_O, NULL},
    {0},
};

static PyGetSetDef getset[] = {
    {"n", (getter)counter_get, NULL, NULL, NULL},
    {0},
};

static PySequenceMethods as_sequence = {.sq_length = (lenfunc)counter_length};

PyTypeObject Counter_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Counter",
    .tp_basicsize = sizeof(Counter),
    .tp_methods = methods,
    .tp_getset = getset,
    .tp_as_sequence = &as_sequence,
};
