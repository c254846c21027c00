/* Numbers that the code makes itself. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *total;
} Sum;

static PyObject *
sum_add(Sum *self, PyObject *arg)
{
    double more = PyFloat_AsDouble(arg);
    PyObject *total;
    if (more == -1.0 && PyErr_Occurred())
        return NULL;
    if (self->total != NULL)
        more += PyFloat_AS_DOUBLE(self->total);
    total = PyFloat_FromDouble(more);
    if (total == NULL)
        return NULL;
    Py_XDECREF(self->total);
    self->total = total;
    Py_INCREF(total);
    return total;
}

static PyMethodDef sum_methods[] = {
    {"add", (PyCFunction)sum_add, METH_O, NULL},
    {NULL},
};

static void
sum_dealloc(Sum *self)
{
    Py_XDECREF(self->total);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Sum_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Sum",
    .tp_basicsize = sizeof(Sum),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)sum_dealloc,
    .tp_methods = sum_methods,
};
