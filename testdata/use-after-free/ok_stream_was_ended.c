/* deflateEnd() frees what the stream points to, not its counters. */
#include <Python.h>
#include <zlib.h>

typedef struct {
    PyObject_HEAD
    z_stream stream;
} Packer;

PyObject *
finish(Packer *self)
{
    if (deflate(&self->stream, Z_FINISH) == Z_STREAM_END &&
        deflateEnd(&self->stream) != Z_OK) {
        PyErr_SetString(PyExc_ValueError, "cannot end the stream");
        return NULL;
    }
    return PyLong_FromUnsignedLong(self->stream.total_out);
}
