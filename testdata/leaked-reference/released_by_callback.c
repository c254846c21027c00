/* A reference that the callback of a library gives back; where the callback
 * gives back nothing it is lost. */
#include <Python.h>

struct handle {
    void *data;
};
void lib_close(struct handle *h, void (*done)(struct handle *));
void lib_flush(struct handle *h, void (*done)(struct handle *));
int lib_spawn(void *loop, struct handle *h, const char *path);

typedef struct {
    PyObject_HEAD
    struct handle *handle;
    struct handle own;
    PyObject *done;
} Stream;

static void
on_closed(struct handle *h)
{
    PyGILState_STATE gil = PyGILState_Ensure();
    Stream *self = (Stream *)h->data;
    PyObject *r = PyObject_CallFunctionObjArgs(self->done, self, NULL);
    if (r == NULL)
        PyErr_WriteUnraisable(self->done);
    Py_XDECREF(r);
    Py_DECREF(self);
    PyGILState_Release(gil);
}

static void
on_flushed(struct handle *h)
{
    h->data = NULL;
}

static PyObject *
stream_close(Stream *self, PyObject *unused)
{
    Py_INCREF(self);
    lib_close(self->handle, on_closed);
    Py_RETURN_NONE; // DOUBT leaked-reference
}

static PyObject *
stream_flush(Stream *self, PyObject *unused)
{
    Py_INCREF(self);
    lib_flush(self->handle, on_flushed);
    Py_RETURN_NONE; // WARN leaked-reference "'self'"
}

static PyTypeObject Stream_Type;

static PyObject *
stream_spawn(PyObject *unused, PyObject *path)
{
    const char *text = PyUnicode_AsUTF8(path);
    if (text == NULL)
        return NULL;
    Stream *self = PyObject_New(Stream, &Stream_Type);
    if (self == NULL)
        return NULL;
    self->handle = &self->own;
    Py_INCREF(Py_None);
    self->done = Py_None;
    if (lib_spawn(NULL, &self->own, text) < 0) {
        Py_DECREF(self);
        return PyErr_Format(PyExc_OSError, "cannot start");
    }
    Py_INCREF(self); /* for as long as it runs */
    return (PyObject *)self; // DOUBT leaked-reference
}

static PyMethodDef methods[] = {
    {"close", (PyCFunction)stream_close, METH_NOARGS, NULL},
    {"flush", (PyCFunction)stream_flush, METH_NOARGS, NULL},
    {"spawn", stream_spawn, METH_O | METH_STATIC, NULL},
    {NULL, NULL, 0, NULL},
};

static void
stream_dealloc(Stream *self)
{
    Py_XDECREF(self->done);
    PyObject_Free(self);
}

static PyTypeObject Stream_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "loops.Stream",
    .tp_basicsize = sizeof(Stream),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)stream_dealloc,
    .tp_methods = methods,
};

int
ready(void)
{
    return PyType_Ready(&Stream_Type);
}
