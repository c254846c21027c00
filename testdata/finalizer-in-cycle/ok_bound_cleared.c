/* Bound to itself, visited and cleared. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *tick;
    int ticks;
} Timer;

static PyObject *
timer_tick(PyObject *self, PyObject *Py_UNUSED(ignored))
{
    return PyLong_FromLong(++((Timer *)self)->ticks);
}

static PyMethodDef tick_method = {"tick", timer_tick, METH_NOARGS, NULL};

static int
timer_init(Timer *self, PyObject *Py_UNUSED(args), PyObject *Py_UNUSED(kw))
{
    PyObject *tick = PyCFunction_New(&tick_method, (PyObject *)self);
    if (tick == NULL)
        return -1;
    Py_XSETREF(self->tick, tick);
    return 0;
}

static int
timer_traverse(Timer *self, visitproc visit, void *arg)
{
    Py_VISIT(self->tick);
    return 0;
}

static int
timer_clear(Timer *self)
{
    Py_CLEAR(self->tick);
    return 0;
}

static void
timer_dealloc(Timer *self)
{
    PyObject_GC_UnTrack(self);
    timer_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Timer_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Timer",
    .tp_basicsize = sizeof(Timer),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)timer_init,
    .tp_dealloc = (destructor)timer_dealloc,
    .tp_traverse = (traverseproc)timer_traverse,
    .tp_clear = (inquiry)timer_clear,
};

int
timer_ready(void)
{
    return PyType_Ready(&Timer_Type);
}
