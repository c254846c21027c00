/* "N" takes the reference that the field goes on to hold. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *name;
    PyObject *value;
} Pair;

static void
pair_dealloc(Pair *self)
{
    Py_XDECREF(self->name);
    Py_XDECREF(self->value);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyObject *
pair_reduce(Pair *self, PyObject *Py_UNUSED(ignored))
{
    PyObject *type = (PyObject *)Py_TYPE(self);
    return Py_BuildValue("O(N)", type, self->name); // WARN excess-release
}

static PyObject *
pair_take(Pair *self, PyObject *Py_UNUSED(ignored))
{
    PyObject *result = Py_BuildValue("(N)", self->value);
    self->value = NULL;
    return result;
}

static PyMethodDef methods[] = {
    {"__reduce__", (PyCFunction)pair_reduce, METH_NOARGS, NULL},
    {"take", (PyCFunction)pair_take, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Pair_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "demo.Pair",
    .tp_basicsize = sizeof(Pair),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)pair_dealloc,
    .tp_methods = methods,
    .tp_new = PyType_GenericNew,
};
