/* None is put into a field that tp_dealloc releases, and no reference with
   it. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *context;
    PyObject *label;
    PyObject *answer;
} Tracer;

static int
tracer_init(Tracer *self, PyObject *args, PyObject *kwds)
{
    self->context = Py_None; // WARN excess-release "'None' left in 'self->context'" PYTHON <3.12
    return 0;
}

static PyObject *
tracer_reset(Tracer *self, PyObject *unused)
{
    Py_XDECREF(self->context);
    self->context = Py_None;
    Py_RETURN_NONE; // WARN returned-borrowed-reference "stays in 'self->context'" PYTHON <3.12
}

static PyObject *
tracer_both(Tracer *self, PyObject *unused)
{
    Py_XDECREF(self->context);
    Py_XDECREF(self->label);
    Py_INCREF(Py_None);
    self->context = Py_None; // WARN excess-release "'None' left" PYTHON <3.12
    self->label = Py_None;
    return PyLong_FromLong(1);
}

static PyObject *
tracer_decide(Tracer *self, PyObject *flag)
{
    int yes = PyObject_IsTrue(flag);
    if (yes < 0)
        return NULL;
    Py_XDECREF(self->answer);
    self->answer = yes ? Py_True : Py_False; // WARN excess-release "left" PYTHON <3.12
    return PyLong_FromLong(1);
}

static void
tracer_dealloc(Tracer *self)
{
    Py_XDECREF(self->context);
    Py_CLEAR(self->label);
    Py_XDECREF(self->answer);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMethodDef tracer_methods[] = {
    {"reset", (PyCFunction)tracer_reset, METH_NOARGS, ""},
    {"both", (PyCFunction)tracer_both, METH_NOARGS, ""},
    {"decide", (PyCFunction)tracer_decide, METH_O, ""},
    {NULL, NULL, 0, NULL}};

PyTypeObject Tracer_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "demo.Tracer",
    .tp_basicsize = sizeof(Tracer),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)tracer_init,
    .tp_dealloc = (destructor)tracer_dealloc,
    .tp_methods = tracer_methods,
};
