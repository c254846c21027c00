/* None in fields: with a reference, in a field that is looked at before
   it is released. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *context;
    PyObject *label;
    PyObject *guarded;
    Py_ssize_t calls;
} Tracer;

static PyObject *
tracer_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    Tracer *self = (Tracer *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    self->context = Py_None;
    Py_INCREF(self->context);
    Py_INCREF(Py_None);
    self->label = Py_None;
    self->guarded = Py_None;
    return (PyObject *)self;
}

static PyObject *
tracer_reset(Tracer *self, PyObject *unused)
{
    Py_XDECREF(self->context);
    self->context = Py_None;
    Py_INCREF(Py_None);
    Py_RETURN_NONE;
}

static PyObject *
tracer_choose(Tracer *self, PyObject *arg)
{
    PyObject *now = PyUnicode_CheckExact(arg) ? arg : Py_None;
    Py_INCREF(now);
    Py_XDECREF(self->label);
    self->label = now;
    return PyLong_FromLong(1);
}

static void
drop(PyObject *o)
{
    if (o != NULL && o != Py_None)
        Py_DECREF(o);
}

static void
tracer_dealloc(Tracer *self)
{
    Py_XDECREF(self->context);
    Py_XDECREF(self->label);
    drop(self->guarded);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMethodDef tracer_methods[] = {
    {"reset", (PyCFunction)tracer_reset, METH_NOARGS, ""},
    {"choose", (PyCFunction)tracer_choose, METH_O, ""},
    {NULL, NULL, 0, NULL}};

PyTypeObject Tracer_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "demo.Tracer",
    .tp_basicsize = sizeof(Tracer),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = tracer_new,
    .tp_dealloc = (destructor)tracer_dealloc,
    .tp_methods = tracer_methods,
};
