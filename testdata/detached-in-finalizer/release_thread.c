/* The old pair of calls, in a helper two calls away. */
#include <Python.h>

extern void disk_flush(int fd);

typedef struct {
    PyObject_HEAD
    int fd;
} Log;

static void
log_flush_unlocked(int fd)
{
    PyThreadState *ts = PyEval_SaveThread();
    disk_flush(fd);
    PyEval_RestoreThread(ts);
}

static void
log_end(Log *self)
{
    if (self->fd >= 0)
        log_flush_unlocked(self->fd);
}

static void
log_dealloc(Log *self)
{
    log_end(self); // DOUBT detached-in-finalizer "in log_end()"
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Log_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "log.Log",
    .tp_basicsize = sizeof(Log),
    .tp_dealloc = (destructor)log_dealloc,
};
