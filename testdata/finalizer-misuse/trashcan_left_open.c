/* A way out in the middle: the trashcan believes that it is one deeper. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *next;
} Step;

static int
step_set_next(Step *self, PyObject *value, void *Py_UNUSED(closure))
{
    Py_XINCREF(value);
    Py_XSETREF(self->next, value);
    return 0;
}

static PyGetSetDef step_getset[] = {
    {"next", NULL, (setter)step_set_next, NULL, NULL},
    {NULL},
};

static int
step_traverse(Step *self, visitproc visit, void *arg)
{
    Py_VISIT(self->next);
    return 0;
}

static int
step_clear(Step *self)
{
    Py_CLEAR(self->next);
    return 0;
}

static void
step_dealloc(Step *self)
{
    PyObject_GC_UnTrack(self);
    Py_TRASHCAN_BEGIN(self, step_dealloc)
    if (self->next == NULL) {
        Py_TYPE(self)->tp_free((PyObject *)self);
        return; // WARN finalizer-misuse "step_dealloc() returns without Py_TRASHCAN_END"
    }
    Py_CLEAR(self->next);
    Py_TYPE(self)->tp_free((PyObject *)self);
    Py_TRASHCAN_END
}

PyTypeObject Step_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Step",
    .tp_basicsize = sizeof(Step),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)step_dealloc,
    .tp_traverse = (traverseproc)step_traverse,
    .tp_clear = (inquiry)step_clear,
    .tp_getset = step_getset,
};

int
step_ready(void)
{
    return PyType_Ready(&Step_Type);
}
