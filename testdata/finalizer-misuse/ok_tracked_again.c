/* Untracked for the weak references, tracked for the finalizer. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *on_end;
} Timer;

static int
timer_set_on_end(Timer *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_XINCREF(value);
    Py_XSETREF(self->on_end, value);
    return 0;
}

static PyGetSetDef timer_getset[] = {
    {"on_end", NULL, (setter)timer_set_on_end, NULL, NULL},
    {NULL},
};

static int
timer_traverse(Timer *self, visitproc visit, void *arg)
{
    Py_VISIT(self->on_end);
    return 0;
}

static int
timer_clear(Timer *self)
{
    Py_CLEAR(self->on_end);
    return 0;
}

static void
timer_finalize(PyObject *op)
{
    Timer *self = (Timer *)op;
    PyObject *type, *value, *trace;
    if (self->on_end == NULL)
        return;
    PyErr_Fetch(&type, &value, &trace);
    PyObject *result = PyObject_CallFunctionObjArgs(self->on_end, op, NULL);
    if (result == NULL)
        PyErr_WriteUnraisable(self->on_end);
    Py_XDECREF(result);
    PyErr_Restore(type, value, trace);
}

static void
timer_dealloc(Timer *self)
{
    PyObject_GC_UnTrack(self);
    if (self->on_end != NULL) {
        PyObject_GC_Track(self);
        if (PyObject_CallFinalizerFromDealloc((PyObject *)self))
            return;
        PyObject_GC_UnTrack(self);
    }
    Py_CLEAR(self->on_end);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Timer_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Timer",
    .tp_basicsize = sizeof(Timer),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)timer_dealloc,
    .tp_traverse = (traverseproc)timer_traverse,
    .tp_clear = (inquiry)timer_clear,
    .tp_finalize = timer_finalize,
    .tp_getset = timer_getset,
};

int
timer_ready(void)
{
    return PyType_Ready(&Timer_Type);
}
