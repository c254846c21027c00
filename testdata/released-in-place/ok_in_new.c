/* The instance is new: nobody else has it. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *value;
} Box;

static PyObject *
box_new(PyTypeObject *type, PyObject *args, PyObject *Py_UNUSED(kwargs))
{
    PyObject *value = NULL;
    Box *self;
    if (!PyArg_ParseTuple(args, "|O", &value))
        return NULL;
    self = (Box *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    Py_INCREF(Py_None);
    self->value = Py_None;
    if (value != NULL) {
        Py_DECREF(self->value);
        Py_INCREF(value);
        self->value = value;
    }
    return (PyObject *)self;
}

static int
box_traverse(Box *self, visitproc visit, void *arg)
{
    Py_VISIT(self->value);
    return 0;
}

static int
box_clear(Box *self)
{
    Py_CLEAR(self->value);
    return 0;
}

static void
box_dealloc(Box *self)
{
    PyObject_GC_UnTrack(self);
    box_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Box_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Box",
    .tp_basicsize = sizeof(Box),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = box_new,
    .tp_dealloc = (destructor)box_dealloc,
    .tp_traverse = (traverseproc)box_traverse,
    .tp_clear = (inquiry)box_clear,
};

int
box_ready(void)
{
    return PyType_Ready(&Box_Type);
}
