/* PyBuffer_Release() releases what bf_getbuffer() has put into `obj`. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    char *bytes;
    Py_ssize_t size;
} Page;

static int
page_getbuffer(Page *self, Py_buffer *view, int flags)
{
    if (flags & PyBUF_WRITABLE) {
        PyErr_SetString(PyExc_BufferError, "read only");
        view->obj = NULL;
        return -1;
    }
    view->buf = self->bytes;
    view->len = self->size;
    view->itemsize = 1;
    view->readonly = 1;
    view->ndim = 1;
    view->format = NULL;
    view->shape = view->strides = view->suboffsets = NULL;
    view->internal = NULL;
    view->obj = (PyObject *)self; // WARN excess-release "PyBuffer_Release() will release it"
    return 0;
}

static int
ok_getbuffer(Page *self, Py_buffer *view, int flags)
{
    view->buf = self->bytes;
    view->len = self->size;
    view->itemsize = 1;
    view->readonly = 1;
    view->ndim = 1;
    view->format = NULL;
    view->shape = view->strides = view->suboffsets = NULL;
    view->internal = NULL;
    view->obj = (PyObject *)self;
    Py_INCREF(self);
    return 0;
}

static int
ok_refuses_late(Page *self, Py_buffer *view, int flags)
{
    view->obj = (PyObject *)self;
    if (self->bytes == NULL) {
        PyErr_SetString(PyExc_BufferError, "empty");
        return -1;
    }
    Py_INCREF(view->obj);
    view->buf = self->bytes;
    view->len = self->size;
    return 0;
}

static int
ok_filled(Page *self, Py_buffer *view, int flags)
{
    return PyBuffer_FillInfo(view, (PyObject *)self, self->bytes, self->size,
                             1, flags);
}

static PyBufferProcs page_buffer = {(getbufferproc)page_getbuffer, NULL};
static PyBufferProcs ok_buffer = {(getbufferproc)ok_getbuffer, NULL};
static PyBufferProcs late_buffer = {(getbufferproc)ok_refuses_late, NULL};
static PyBufferProcs filled_buffer = {(getbufferproc)ok_filled, NULL};

PyBufferProcs *page_procs[] = {&page_buffer, &ok_buffer, &late_buffer,
                               &filled_buffer};
