/* Contexts of lz4: none is there after an error, and freeing NULL is fine. */
#include <Python.h>
#include <string.h>

typedef size_t LZ4F_errorCode_t;
typedef struct LZ4F_cctx_s LZ4F_cctx;
typedef struct LZ4F_dctx_s LZ4F_dctx;
unsigned LZ4F_isError(LZ4F_errorCode_t code);
LZ4F_errorCode_t LZ4F_createCompressionContext(LZ4F_cctx **, unsigned);
LZ4F_errorCode_t LZ4F_freeCompressionContext(LZ4F_cctx *);
LZ4F_errorCode_t LZ4F_createDecompressionContext(LZ4F_dctx **, unsigned);
LZ4F_errorCode_t LZ4F_freeDecompressionContext(LZ4F_dctx *);
size_t LZ4F_compressBegin(LZ4F_cctx *, void *, size_t, const void *);
size_t LZ4F_decompress(LZ4F_dctx *, void *, size_t *, const void *, size_t *,
                       const void *);

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
    LZ4F_errorCode_t code = LZ4F_createCompressionContext(&s->context, 100);
    if (LZ4F_isError(code)) {
        LZ4F_freeCompressionContext(s->context);
        PyMem_Free(s);
        PyErr_SetString(PyExc_RuntimeError, "no context");
        return NULL;
    }
    PyObject *capsule = PyCapsule_New(s, "stream", stream_free);
    if (capsule == NULL) {
        LZ4F_freeCompressionContext(s->context);
        PyMem_Free(s);
    }
    return capsule;
}

static PyObject *
unpack(PyObject *module, PyObject *args)
{
    Py_buffer in;
    if (!PyArg_ParseTuple(args, "y*", &in))
        return NULL;
    LZ4F_dctx *context = NULL;
    PyObject *result = NULL;
    char *out = PyMem_Malloc(65536);
    if (out == NULL) {
        PyErr_NoMemory();
        goto done;
    }
    size_t code = LZ4F_createDecompressionContext(&context, 100);
    if (LZ4F_isError(code)) {
        PyErr_NoMemory();
        goto done;
    }
    size_t n = 65536, used = in.len;
    code = LZ4F_decompress(context, out, &n, in.buf, &used, NULL);
    if (LZ4F_isError(code))
        PyErr_SetString(PyExc_ValueError, "not a frame");
    else
        result = PyBytes_FromStringAndSize(out, n);
done:
    LZ4F_freeDecompressionContext(context);
    PyMem_Free(out);
    PyBuffer_Release(&in);
    return result;
}

static PyObject *
renew(PyObject *module, PyObject *capsule)
{
    LZ4F_dctx *context = PyCapsule_GetPointer(capsule, "reader");
    if (context == NULL)
        return NULL;
    LZ4F_freeDecompressionContext(context);
    size_t code = LZ4F_createDecompressionContext(&context, 100);
    if (LZ4F_isError(code)) {
        LZ4F_freeDecompressionContext(context);
        return PyErr_NoMemory();
    }
    if (PyCapsule_SetPointer(capsule, context) < 0) {
        LZ4F_freeDecompressionContext(context);
        return NULL;
    }
    Py_RETURN_NONE;
}

PyMethodDef methods[] = {
    {"renew", renew, METH_O, NULL},
    {"stream_new", stream_new, METH_NOARGS, NULL},
    {"unpack", unpack, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};
