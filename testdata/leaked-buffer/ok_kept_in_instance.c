/* The instance holds the buffer until it dies. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    Py_buffer view;
    int held;
} Window;

static int
Window_init(Window *self, PyObject *args, PyObject *kwds)
{
    PyObject *source;
    if (!PyArg_ParseTuple(args, "O", &source))
        return -1;
    if (self->held) {
        PyBuffer_Release(&self->view);
        self->held = 0;
    }
    if (PyObject_GetBuffer(source, &self->view, PyBUF_SIMPLE) < 0)
        return -1;
    self->held = 1;
    return 0;
}

static void
Window_dealloc(Window *self)
{
    if (self->held)
        PyBuffer_Release(&self->view);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Window_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "win.Window",
    .tp_basicsize = sizeof(Window),
    .tp_dealloc = (destructor)Window_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_init = (initproc)Window_init,
    .tp_new = PyType_GenericNew,
};
