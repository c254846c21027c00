/* A view that is filled in a variable and then kept in the instance. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    Py_buffer view;
    int has_view;
} Map;

static int
map_init(Map *self, PyObject *args, PyObject *Py_UNUSED(kwargs))
{
    Py_buffer view;
    if (!PyArg_ParseTuple(args, "y*", &view))
        return -1;
    if (self->has_view)
        PyBuffer_Release(&self->view);
    self->view = view;
    self->has_view = 1;
    return 0;
}

static void
map_dealloc(Map *self) // WARN leaked-buffer "'view'"
{
    self->has_view = 0;
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Map_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Map",
    .tp_basicsize = sizeof(Map),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)map_init,
    .tp_dealloc = (destructor)map_dealloc,
};
