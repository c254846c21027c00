/* Only a number of C is ever put into the field, and it fits one of C. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *mask;
} Hit;

static PyTypeObject Hit_Type;

static PyObject *
hit_new(unsigned char mask)
{
    Hit *self = PyObject_New(Hit, &Hit_Type);
    if (self == NULL)
        return NULL;
    self->mask = PyLong_FromUnsignedLong(mask);
    if (self->mask == NULL) {
        Py_DECREF(self);
        return NULL;
    }
    return (PyObject *)self;
}

static void
hit_dealloc(Hit *self)
{
    Py_XDECREF(self->mask);
    PyObject_Free(self);
}

static PyObject *
hit_is_masked(Hit *self, PyObject *unused)
{
    unsigned long long mask = PyLong_AsUnsignedLongLong(self->mask);
    return PyBool_FromLong(mask != 0);
}

static PyObject *
hit_make(PyObject *module, PyObject *unused)
{
    return hit_new(3);
}

static PyMethodDef hit_methods[] = {
    {"is_masked", (PyCFunction)hit_is_masked, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject Hit_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "hits.Hit",
    .tp_basicsize = sizeof(Hit),
    .tp_dealloc = (destructor)hit_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_methods = hit_methods,
};

static PyMethodDef functions[] = {
    {"make", hit_make, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
