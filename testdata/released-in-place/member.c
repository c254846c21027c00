/* The attribute is a member, which anybody reads. */
#include <Python.h>
#include <structmember.h>

typedef struct {
    PyObject_HEAD
    PyObject *callback;
} Timer;

static PyObject *
timer_stop(Timer *self, PyObject *Py_UNUSED(ignored))
{
    Py_XDECREF(self->callback); // WARN released-in-place "timer_stop()"
    self->callback = NULL;
    Py_RETURN_NONE;
}

static PyObject *
timer_start(Timer *self, PyObject *callback)
{
    Py_INCREF(callback);
    Py_XSETREF(self->callback, callback);
    Py_RETURN_NONE;
}

static PyMemberDef timer_members[] = {
    {"callback", T_OBJECT, offsetof(Timer, callback), 0, NULL},
    {NULL},
};

static PyMethodDef timer_methods[] = {
    {"start", (PyCFunction)timer_start, METH_O, NULL},
    {"stop", (PyCFunction)timer_stop, METH_NOARGS, NULL},
    {NULL},
};

static int
timer_traverse(Timer *self, visitproc visit, void *arg)
{
    Py_VISIT(self->callback);
    return 0;
}

static int
timer_clear(Timer *self)
{
    Py_CLEAR(self->callback);
    return 0;
}

static void
timer_dealloc(Timer *self)
{
    PyObject_GC_UnTrack(self);
    timer_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Timer_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Timer",
    .tp_basicsize = sizeof(Timer),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)timer_dealloc,
    .tp_traverse = (traverseproc)timer_traverse,
    .tp_clear = (inquiry)timer_clear,
    .tp_members = timer_members,
    .tp_methods = timer_methods,
};

int
timer_ready(void)
{
    return PyType_Ready(&Timer_Type);
}
