/* A helper waits for the lock where it is busy; a lock that serves as a signal
 * goes as it is; releasing a lock frees nothing. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyThread_type_lock lock;
    unsigned long owner;
    int closed;
} Stream;

static int
enter_when_free(Stream *self)
{
    int r;
    if (self->owner == PyThread_get_thread_ident()) {
        PyErr_SetString(PyExc_RuntimeError, "reentrant call");
        return 0;
    }
    Py_BEGIN_ALLOW_THREADS
    r = PyThread_acquire_lock(self->lock, WAIT_LOCK);
    Py_END_ALLOW_THREADS
    return r;
}

#define ENTER(s)                                                              \
    ((PyThread_acquire_lock((s)->lock, NOWAIT_LOCK) ? 1                       \
                                                    : enter_when_free(s)) &&  \
     ((s)->owner = PyThread_get_thread_ident(), 1))
#define LEAVE(s)                                                              \
    do {                                                                      \
        (s)->owner = 0;                                                       \
        PyThread_release_lock((s)->lock);                                     \
    } while (0)

static PyObject *
stream_close(Stream *self, PyObject *unused)
{
    PyObject *r = NULL;
    if (!ENTER(self))
        return NULL;
    if (self->closed) {
        r = Py_NewRef(Py_None);
        goto done;
    }
    LEAVE(self);
    r = PyObject_CallMethod((PyObject *)self, "flush", NULL);
    if (!ENTER(self)) {
        Py_XDECREF(r);
        return NULL;
    }
    self->closed = 1;
done:
    LEAVE(self);
    return r;
}

static void
stream_main(void *arg)
{
    PyThread_release_lock(arg);
}

static PyObject *
stream_start(PyObject *module, PyObject *unused)
{
    PyThread_type_lock done = PyThread_allocate_lock();
    if (done == NULL)
        return PyErr_NoMemory();
    PyThread_acquire_lock(done, WAIT_LOCK);
    if (PyThread_start_new_thread(stream_main, done) ==
        PYTHREAD_INVALID_THREAD_ID) {
        PyThread_free_lock(done);
        PyErr_SetString(PyExc_RuntimeError, "no thread");
        return NULL;
    }
    PyThread_acquire_lock(done, WAIT_LOCK);
    PyThread_release_lock(done);
    PyThread_free_lock(done);
    Py_RETURN_NONE;
}

static PyObject *
stream_release(Stream *self, PyObject *unused)
{
    PyThread_release_lock(self->lock);
    Py_RETURN_NONE;
}

static PyObject *
stream_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    Stream *self = (Stream *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    self->lock = PyThread_allocate_lock();
    if (self->lock == NULL) {
        Py_DECREF(self);
        return PyErr_NoMemory();
    }
    return (PyObject *)self;
}

static void
stream_dealloc(Stream *self)
{
    if (self->lock != NULL)
        PyThread_free_lock(self->lock);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMethodDef stream_methods[] = {
    {"close", (PyCFunction)stream_close, METH_NOARGS, NULL},
    {"start", stream_start, METH_NOARGS | METH_STATIC, NULL},
    {"release", (PyCFunction)stream_release, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Stream_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "io.Stream",
    .tp_basicsize = sizeof(Stream),
    .tp_dealloc = (destructor)stream_dealloc,
    .tp_methods = stream_methods,
    .tp_new = stream_new,
};
