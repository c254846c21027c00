/* The collector can meet the object while the others run. */
#include <Python.h>

extern void pipe_drain(int fd);

typedef struct {
    PyObject_HEAD
    int fd;
    PyObject *owner;
} Pipe;

static int
pipe_traverse(Pipe *self, visitproc visit, void *arg)
{
    Py_VISIT(self->owner);
    return 0;
}

static int
pipe_clear(Pipe *self)
{
    Py_CLEAR(self->owner);
    return 0;
}

static void
pipe_dealloc(Pipe *self)
{
    PyThreadState *save = PyEval_SaveThread(); // WARN detached-in-finalizer "still tracks"
    pipe_drain(self->fd);
    PyEval_RestoreThread(save);
    PyObject_GC_UnTrack(self);
    Py_CLEAR(self->owner);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

PyTypeObject Pipe_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "io.Pipe",
    .tp_basicsize = sizeof(Pipe),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_dealloc = (destructor)pipe_dealloc,
    .tp_traverse = (traverseproc)pipe_traverse,
    .tp_clear = (inquiry)pipe_clear,
};
