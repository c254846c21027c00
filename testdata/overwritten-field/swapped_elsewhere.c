/* One method swaps the field and hands out the old value; that leaves the
 * field owned, and tp_init overwrites it. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *handler;
} Source;

static void
source_dealloc(Source *self)
{
    Py_XDECREF(self->handler);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static int
source_init(Source *self, PyObject *args, PyObject *kwds)
{
    PyObject *handler = NULL;
    if (!PyArg_ParseTuple(args, "U", &handler))
        return -1;
    Py_INCREF(handler);
    self->handler = handler; // WARN overwritten-field
    return 0;
}

static PyObject *
source_replace(Source *self, PyObject *handler)
{
    if (!PyUnicode_Check(handler)) {
        PyErr_SetString(PyExc_TypeError, "a string is needed");
        return NULL;
    }
    PyObject *old = self->handler;
    Py_INCREF(handler);
    self->handler = handler;
    if (old == NULL)
        Py_RETURN_NONE;
    return old;
}

static PyObject *
source_reset(Source *self, PyObject *Py_UNUSED(ignored))
{
    Py_XDECREF(self->handler);
    Py_INCREF(Py_None);
    self->handler = Py_None;
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"replace", (PyCFunction)source_replace, METH_O, NULL},
    {"reset", (PyCFunction)source_reset, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Source_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "demo.Source",
    .tp_basicsize = sizeof(Source),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)source_dealloc,
    .tp_init = (initproc)source_init,
    .tp_methods = methods,
    .tp_new = PyType_GenericNew,
};
