/* A helper sets the fields and gives the object back. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *data, *callback;
} Context;

static int
context_traverse(Context *self, visitproc visit, void *arg)
{
    Py_VISIT(self->data);
    Py_VISIT(self->callback);
    return 0;
}

static int
context_clear(Context *self)
{
    Py_CLEAR(self->data);
    Py_CLEAR(self->callback);
    return 0;
}

static void
context_dealloc(Context *self)
{
    PyObject_GC_UnTrack(self);
    context_clear(self);
    PyObject_GC_Del(self);
}

static PyTypeObject ContextType = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "contexts.Context",
    .tp_basicsize = sizeof(Context),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_dealloc = (destructor)context_dealloc,
    .tp_traverse = (traverseproc)context_traverse,
    .tp_clear = (inquiry)context_clear,
};

static Context *
context_init(Context *self, int mode)
{
    self->data = self->callback = NULL;
    if (mode < 0) {
        PyErr_SetString(PyExc_ValueError, "no such mode");
        Py_DECREF(self);
        return NULL;
    }
    Py_INCREF(Py_None);
    self->data = Py_None;
    Py_INCREF(Py_None);
    self->callback = Py_None;
    return self;
}

Context *
context_new(int mode)
{
    Context *self = PyObject_GC_New(Context, &ContextType);
    if (self == NULL)
        return NULL;
    self = context_init(self, mode);
    if (self == NULL)
        return NULL;
    PyObject_GC_Track((PyObject *)self);
    return self;
}
