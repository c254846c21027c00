/* In use: the object says so and refuses to grow, or a lock is held; the table
 * of codes is only freed with the object. */
#include <Python.h>

extern int send_all(int socket, const char *text, Py_ssize_t n);

typedef struct {
    PyObject_HEAD
    int socket, sending;
    char *text, *codes;
    Py_ssize_t used, room;
    PyThread_type_lock lock;
} Channel;

static int
channel_grow(Channel *self, Py_ssize_t room)
{
    char *text;
    if (self->sending) {
        PyErr_SetString(PyExc_RuntimeError, "channel is in use");
        return -1;
    }
    text = PyMem_Realloc(self->text, (size_t)room);
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
    self->sending = 1;
    Py_BEGIN_ALLOW_THREADS
    r = send_all(self->socket, self->text, self->used);
    Py_END_ALLOW_THREADS
    self->sending = 0;
    if (r < 0)
        return PyErr_SetFromErrno(PyExc_OSError);
    self->used = 0;
    Py_RETURN_NONE;
}

static PyObject *
channel_flush_locked(Channel *self, PyObject *unused)
{
    int r;
    Py_BEGIN_ALLOW_THREADS
    PyThread_acquire_lock(self->lock, WAIT_LOCK);
    r = send_all(self->socket, self->text, self->used);
    PyThread_release_lock(self->lock);
    Py_END_ALLOW_THREADS
    return PyLong_FromLong(r);
}

static PyObject *
channel_send_codes(Channel *self, PyObject *unused)
{
    int r;
    Py_BEGIN_ALLOW_THREADS
    r = send_all(self->socket, self->codes, 256);
    Py_END_ALLOW_THREADS
    return PyLong_FromLong(r);
}

static void
channel_dealloc(Channel *self)
{
    PyMem_Free(self->text);
    PyMem_Free(self->codes);
    if (self->lock != NULL)
        PyThread_free_lock(self->lock);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMethodDef channel_methods[] = {
    {"write", (PyCFunction)channel_write, METH_O, NULL},
    {"flush", (PyCFunction)channel_flush, METH_NOARGS, NULL},
    {"flush_locked", (PyCFunction)channel_flush_locked, METH_NOARGS, NULL},
    {"send_codes", (PyCFunction)channel_send_codes, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Channel_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "net.Channel",
    .tp_basicsize = sizeof(Channel),
    .tp_dealloc = (destructor)channel_dealloc,
    .tp_methods = channel_methods,
};
