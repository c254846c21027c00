/* Nobody else has the instance yet. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *a, *b;
} Pair;

static PyObject *
pair_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    Pair *self = (Pair *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    Py_XSETREF(self->a, Py_NewRef(Py_None));
    Py_XSETREF(self->b, Py_NewRef(Py_None));
    return (PyObject *)self;
}

static void
pair_dealloc(Pair *self)
{
    Py_XDECREF(self->a);
    Py_XDECREF(self->b);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Pair_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "pair.Pair",
    .tp_basicsize = sizeof(Pair),
    .tp_new = pair_new,
    .tp_dealloc = (destructor)pair_dealloc,
};
