/* A handle keeps itself alive from start to stop, which each of the two does
 * not show; the library that calls back has it, too. */
#include <Python.h>

typedef struct watcher watcher;
typedef struct request request;
struct watcher {
    void *loop;
    int active;
};
struct request {
    int kind;
};
extern int watcher_start(watcher *w, void (*call)(watcher *));
extern int watcher_stop(watcher *w);
extern int request_send(request *r, void (*call)(request *));

typedef struct {
    PyObject_HEAD
    watcher w;
    int pinned;
} Handle;

typedef struct {
    PyObject_HEAD
    request r;
} Request;

static PyTypeObject Request_Type;

static void
on_event(watcher *w)
{
}

static void
on_done(request *r)
{
}

static PyObject *
handle_start(Handle *self, PyObject *unused)
{
    if (watcher_start(&self->w, on_event) < 0)
        return PyErr_Format(PyExc_OSError, "cannot start");
    if (!self->pinned) {
        self->pinned = 1;
        Py_INCREF(self);
    }
    Py_RETURN_NONE;
}

static PyObject *
handle_pin(PyObject *op, PyObject *unused)
{
    Handle *self = (Handle *)op;
    self->pinned = 1;
    Py_INCREF(self);
    Py_RETURN_NONE; // DOUBT leaked-reference
}

static PyObject *
handle_stop(Handle *self, PyObject *unused)
{
    if (watcher_stop(&self->w) < 0)
        return PyErr_Format(PyExc_OSError, "cannot stop");
    if (self->pinned) {
        self->pinned = 0;
        Py_DECREF(self); // DOUBT excess-release
    }
    Py_RETURN_NONE;
}

static PyObject *
handle_send(PyObject *self, PyObject *unused)
{
    Request *r = PyObject_New(Request, &Request_Type);
    if (r == NULL)
        return NULL;
    if (request_send(&r->r, on_done) < 0) {
        Py_DECREF(r);
        return PyErr_Format(PyExc_OSError, "cannot send");
    }
    Py_INCREF(r); /* until on_done() */
    return (PyObject *)r;
}

static PyMethodDef methods[] = {
    {"start", (PyCFunction)handle_start, METH_NOARGS, NULL},
    {"stop", (PyCFunction)handle_stop, METH_NOARGS, NULL},
    {"pin", handle_pin, METH_NOARGS, NULL},
    {"send", handle_send, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject Handle_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "loops.Handle",
    .tp_basicsize = sizeof(Handle),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_methods = methods,
};
