/* Two threads, one object: while one sends the buffer, the other grows it. */
#include <Python.h>

extern int send_all(int socket, const char *text, Py_ssize_t n);

typedef struct {
    PyObject_HEAD
    int socket;
    char *text;
    Py_ssize_t used, room;
} Channel;

static int
channel_grow(Channel *self, Py_ssize_t room)
{
    char *text = PyMem_Realloc(self->text, (size_t)room);
    if (text == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    self->text = text;
    self->room = room;
    return 0;
}

static PyObject *
channel_write(Channel *self, PyObject *arg)
{
    Py_ssize_t n;
    const char *text = PyUnicode_AsUTF8AndSize(arg, &n);
    if (text == NULL ||
        (n > self->room - self->used && channel_grow(self, self->used + n) < 0))
        return NULL;
    memcpy(self->text + self->used, text, (size_t)n);
    self->used += n;
    Py_RETURN_NONE;
}

static PyObject *
channel_flush(Channel *self, PyObject *unused)
{
    int r;
    Py_BEGIN_ALLOW_THREADS // STEP detached-in-finalizer 1 "releases the GIL"
    r = send_all(self->socket, self->text, self->used); // WARN detached-in-finalizer "channel_grow() can free it"
    Py_END_ALLOW_THREADS
    if (r < 0)
        return PyErr_SetFromErrno(PyExc_OSError);
    self->used = 0;
    Py_RETURN_NONE;
}

static PyObject *
channel_count(Channel *self, PyObject *unused)
{
    const char *text = self->text;
    Py_ssize_t n = self->used, lines = 0;
    Py_BEGIN_ALLOW_THREADS
    for (Py_ssize_t i = 0; i < n; i++)
        lines += text[i] == '\n'; // WARN detached-in-finalizer
    Py_END_ALLOW_THREADS
    return PyLong_FromSsize_t(lines);
}

static void
channel_dealloc(Channel *self)
{
    PyMem_Free(self->text);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMethodDef channel_methods[] = {
    {"write", (PyCFunction)channel_write, METH_O, NULL},
    {"flush", (PyCFunction)channel_flush, METH_NOARGS, NULL},
    {"count", (PyCFunction)channel_count, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Channel_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "net.Channel",
    .tp_basicsize = sizeof(Channel),
    .tp_dealloc = (destructor)channel_dealloc,
    .tp_methods = channel_methods,
};
