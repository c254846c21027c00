/* The field took a reference of its own before ours went. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *buffer;
} Writer;

static int
Writer_init(Writer *self, PyObject *args, PyObject *kwds)
{
    PyObject *list = PyList_New(0);
    if (list == NULL)
        return -1;
    Py_INCREF(list);
    Py_XDECREF(self->buffer);
    self->buffer = list;
    Py_DECREF(list);
    return PyList_Append(list, Py_None);
}

static int
Writer_traverse(Writer *self, visitproc visit, void *arg)
{
    Py_VISIT(self->buffer);
    return 0;
}

static int
Writer_clear(Writer *self)
{
    Py_CLEAR(self->buffer);
    return 0;
}

static void
Writer_dealloc(Writer *self)
{
    PyObject_GC_UnTrack(self);
    Py_CLEAR(self->buffer);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Writer_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "w.Writer",
    .tp_basicsize = sizeof(Writer),
    .tp_dealloc = (destructor)Writer_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_traverse = (traverseproc)Writer_traverse,
    .tp_clear = (inquiry)Writer_clear,
    .tp_init = (initproc)Writer_init,
    .tp_new = PyType_GenericNew,
};
