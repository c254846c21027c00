/* A context of lz4 that is not freed on each way out, and the block of memory
   that should have held it. */
#include <Python.h>
#include <string.h>

typedef size_t LZ4F_errorCode_t;
typedef struct LZ4F_cctx_s LZ4F_cctx;
unsigned LZ4F_isError(LZ4F_errorCode_t code);
LZ4F_errorCode_t LZ4F_createCompressionContext(LZ4F_cctx **, unsigned);
LZ4F_errorCode_t LZ4F_freeCompressionContext(LZ4F_cctx *);
size_t LZ4F_compressBegin(LZ4F_cctx *, void *, size_t, const void *);

struct stream {
    LZ4F_cctx *context;
    int level;
};

static void
stream_free(PyObject *capsule)
{
    struct stream *s = PyCapsule_GetPointer(capsule, "stream");
    if (s == NULL)
        return;
    LZ4F_freeCompressionContext(s->context);
    PyMem_Free(s);
}

static PyObject *
stream_new(PyObject *module, PyObject *ignored)
{
    struct stream *s = PyMem_Malloc(sizeof *s);
    if (s == NULL)
        return PyErr_NoMemory();
    memset(s, 0, sizeof *s);
    if (LZ4F_isError(LZ4F_createCompressionContext(&s->context, 100))) {
        PyErr_SetString(PyExc_RuntimeError, "no context");
        return NULL; // RARE leaked-allocation
    }
    PyObject *capsule = PyCapsule_New(s, "stream", stream_free);
    if (capsule == NULL) {
        LZ4F_freeCompressionContext(s->context);
        PyMem_Free(s);
    }
    return capsule;
}

static PyObject *
header(PyObject *module, PyObject *ignored)
{
    LZ4F_cctx *context;
    char buffer[32];
    if (LZ4F_isError(LZ4F_createCompressionContext(&context, 100)))
        return PyErr_NoMemory();
    size_t n = LZ4F_compressBegin(context, buffer, sizeof buffer, NULL);
    if (LZ4F_isError(n)) {
        PyErr_SetString(PyExc_RuntimeError, "no header");
        return NULL; // WARN leaked-allocation
    }
    LZ4F_freeCompressionContext(context);
    return PyBytes_FromStringAndSize(buffer, n);
}

PyMethodDef methods[] = {
    {"stream_new", stream_new, METH_NOARGS, NULL},
    {"header", header, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
