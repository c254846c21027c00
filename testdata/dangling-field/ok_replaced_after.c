/* Released, and another value put in its place on every way. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *name;
} Mode;

static int
mode_set(Mode *self, PyObject *value, void *Py_UNUSED(closure))
{
    if (value != NULL && !PyUnicode_CheckExact(value)) {
        PyErr_SetString(PyExc_TypeError, "a mode has a name");
        return -1;
    }
    Py_XDECREF(self->name);
    if (value == NULL)
        self->name = NULL;
    else {
        Py_INCREF(value);
        self->name = value;
    }
    return 0;
}

static PyGetSetDef mode_getset[] = {
    {"name", NULL, (setter)mode_set, NULL, NULL},
    {NULL},
};

static int
mode_traverse(Mode *self, visitproc visit, void *arg)
{
    Py_VISIT(self->name);
    return 0;
}

static int
mode_clear(Mode *self)
{
    Py_CLEAR(self->name);
    return 0;
}

static void
mode_dealloc(Mode *self)
{
    PyObject_GC_UnTrack(self);
    mode_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyTypeObject Mode_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Mode",
    .tp_basicsize = sizeof(Mode),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)mode_dealloc,
    .tp_traverse = (traverseproc)mode_traverse,
    .tp_clear = (inquiry)mode_clear,
    .tp_getset = mode_getset,
};

int
mode_ready(void)
{
    return PyType_Ready(&Mode_Type);
}
