/* The instance takes the object of the buffer, and its destructor puts the
   buffer together again. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *base;
    char *data;
    Py_ssize_t size;
} Raw;

extern PyTypeObject Raw_Type;

PyObject *
raw_from(PyObject *message)
{
    Py_buffer view;
    Raw *raw = PyObject_New(Raw, &Raw_Type);
    if (raw == NULL)
        return NULL;
    raw->base = NULL;
    if (PyObject_GetBuffer(message, &view, PyBUF_SIMPLE) < 0) {
        Py_DECREF(raw);
        return NULL;
    }
    raw->base = view.obj;
    raw->data = view.buf;
    raw->size = view.len;
    return (PyObject *)raw;
}

void
raw_dealloc(Raw *raw)
{
    if (raw->base != NULL) {
        Py_buffer view = {.obj = raw->base, .buf = raw->data};
        PyBuffer_Release(&view);
    }
    PyObject_Free(raw);
}
