/* Every instance that was active once stays: nobody ever looks there. */
#include <Python.h>

static PyObject *active;

typedef struct {
    PyObject_HEAD
    PyObject *callback;
} Mode;

static int
mode_traverse(Mode *self, visitproc visit, void *arg)
{
    Py_VISIT(self->callback);
    return 0;
}

static int
mode_clear(Mode *self)
{
    Py_CLEAR(self->callback);
    return 0;
}

static void
mode_dealloc(Mode *self)
{
    PyObject_GC_UnTrack(self);
    mode_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyObject *
mode_activate(Mode *self, PyObject *Py_UNUSED(ignored))
{
    Py_INCREF(self);
    active = (PyObject *)self; // WARN finalizer-in-cycle "'demo.Mode' leaves a reference to itself in 'active'" // WARN overwritten-field
    Py_RETURN_NONE;
}

static PyMethodDef mode_methods[] = {
    {"activate", (PyCFunction)mode_activate, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject Mode_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Mode",
    .tp_basicsize = sizeof(Mode),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)mode_dealloc,
    .tp_traverse = (traverseproc)mode_traverse,
    .tp_clear = (inquiry)mode_clear,
    .tp_methods = mode_methods,
};

int
mode_ready(void)
{
    return PyType_Ready(&Mode_Type);
}
