/* A buffer that is asked of another object for whoever asks us. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *base;
} Window;

static int
window_getbuffer(Window *self, Py_buffer *view, int flags)
{
    if (self->base == NULL) {
        PyErr_SetString(PyExc_BufferError, "the window is closed");
        return -1;
    }
    return PyObject_GetBuffer(self->base, view, flags);
}

static PyBufferProcs window_buffer = {
    .bf_getbuffer = (getbufferproc)window_getbuffer,
};

static void
window_dealloc(Window *self)
{
    Py_XDECREF(self->base);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Window_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "windows.Window",
    .tp_basicsize = sizeof(Window),
    .tp_dealloc = (destructor)window_dealloc,
    .tp_as_buffer = &window_buffer,
    .tp_flags = Py_TPFLAGS_DEFAULT,
};
