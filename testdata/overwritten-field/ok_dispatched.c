/* The method clears the fields first, by one helper; another fills them. */
#include <Python.h>

typedef struct {
    PyObject_HEAD PyObject *on_read, *on_timer;
} Loop;

static PyObject *
set_callable(Loop *self, int which, PyObject *handler)
{
    switch (which) {
    case 1:
        Py_INCREF(handler);
        self->on_read = handler;
        break;
    case 2:
        Py_INCREF(handler);
        self->on_timer = handler;
        break;
    default:
        PyErr_SetString(PyExc_TypeError, "no callables for this option");
        return NULL;
    }
    Py_RETURN_NONE;
}

static void
set_none(Loop *self, int which)
{
    if (which == 1)
        Py_CLEAR(self->on_read);
    else
        Py_CLEAR(self->on_timer);
}

static PyObject *
loop_setopt(Loop *self, PyObject *args)
{
    PyObject *value;
    int which;

    if (!PyArg_ParseTuple(args, "iO:setopt", &which, &value))
        return NULL;
    set_none(self, which);
    if (value == Py_None)
        Py_RETURN_NONE;
    if (PyCallable_Check(value))
        return set_callable(self, which, value);
    PyErr_SetString(PyExc_TypeError, "invalid argument");
    return NULL;
}

static int
loop_traverse(Loop *self, visitproc visit, void *arg)
{
    Py_VISIT(self->on_read);
    Py_VISIT(self->on_timer);
    return 0;
}

static int
loop_clear(Loop *self)
{
    Py_CLEAR(self->on_read);
    Py_CLEAR(self->on_timer);
    return 0;
}

static void
loop_dealloc(Loop *self)
{
    PyObject_GC_UnTrack(self);
    loop_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMethodDef loop_methods[] = {
    {"setopt", (PyCFunction)loop_setopt, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Loop_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "demo.Loop",
    .tp_basicsize = sizeof(Loop),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)loop_dealloc,
    .tp_traverse = (traverseproc)loop_traverse,
    .tp_clear = (inquiry)loop_clear,
    .tp_methods = loop_methods,
};
