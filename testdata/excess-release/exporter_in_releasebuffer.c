/* PyBuffer_Release() releases the exporter after bf_releasebuffer(). */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    char *bytes;
    Py_ssize_t size;
    int exports;
} Store;

static int
store_getbuffer(Store *self, Py_buffer *view, int flags)
{
    int r = PyBuffer_FillInfo(view, (PyObject *)self, self->bytes, self->size,
                              0, flags);
    if (r == 0)
        self->exports++;
    return r;
}

static void
store_releasebuffer(Store *self, Py_buffer *view)
{
    self->exports--;
    Py_DECREF(view->obj); // WARN excess-release "'view->obj' released, but this function does not own it"
}

static PyBufferProcs store_buffer = {
    (getbufferproc)store_getbuffer,
    (releasebufferproc)store_releasebuffer,
};

static void
store_dealloc(Store *self)
{
    PyMem_Free(self->bytes);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Store_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Store",
    .tp_basicsize = sizeof(Store),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)store_dealloc,
    .tp_as_buffer = &store_buffer,
};
