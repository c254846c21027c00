/* A function object with the instance as its self, kept in the instance. */
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
    Py_XSETREF(self->tick, tick); // WARN finalizer-in-cycle "PyCFunction_New"
    return 0;
}

static void
timer_dealloc(PyObject *self)
{
    Py_XDECREF(((Timer *)self)->tick);
    Py_TYPE(self)->tp_free(self);
}

static PyTypeObject Timer_Type = { // DOUBT container-without-gc "tick"
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Timer",
    .tp_basicsize = sizeof(Timer),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)timer_init,
    .tp_dealloc = timer_dealloc,
};

int
timer_ready(void)
{
    return PyType_Ready(&Timer_Type);
}
