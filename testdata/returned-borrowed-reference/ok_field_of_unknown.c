/* What another library made, or what another field had, is paid for by
 * whoever had it: the reference that is taken here is the caller's.
 */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *source, *names, *start, *current, *callback;
} Walker;

extern PyObject *walk_names(PyObject *source);

static PyObject *
walker_names(Walker *self, void *closure)
{
    if (self->names == NULL) {
        self->names = walk_names(self->source);
        if (self->names == NULL)
            return NULL;
    }
    Py_INCREF(self->names);
    return self->names;
}

static PyObject *
walker_next(Walker *self)
{
    if (self->start == NULL)
        return NULL;
    Py_XSETREF(self->current, self->start);
    self->start = NULL;
    Py_INCREF(self->current);
    return self->current;
}

static PyObject *
walker_step(Walker *self, PyObject *ignored)
{
    PyObject *old = self->current;
    Py_INCREF(self->start);
    self->current = self->start;
    Py_XSETREF(self->names, self->current);
    self->start = PyList_New(0);
    Py_XDECREF(old);
    if (self->start == NULL)
        return NULL;
    Py_INCREF(self->current);
    return self->current;
}

static PyObject *
walker_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    Walker *self = (Walker *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    Py_INCREF(self);
    self->callback = (PyObject *)self;
    return (PyObject *)self;
}

static int
walker_traverse(Walker *self, visitproc visit, void *arg)
{
    Py_VISIT(self->source);
    Py_VISIT(self->names);
    Py_VISIT(self->start);
    Py_VISIT(self->current);
    Py_VISIT(self->callback);
    return 0;
}

static int
walker_clear(Walker *self)
{
    Py_CLEAR(self->source);
    Py_CLEAR(self->names);
    Py_CLEAR(self->start);
    Py_CLEAR(self->current);
    Py_CLEAR(self->callback);
    return 0;
}

static void
walker_dealloc(Walker *self)
{
    PyObject_GC_UnTrack(self);
    walker_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyGetSetDef walker_getset[] = {
    {"names", (getter)walker_names, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyMethodDef walker_methods[] = {
    {"step", (PyCFunction)walker_step, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Walker_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "walk.Walker",
    .tp_basicsize = sizeof(Walker),
    .tp_dealloc = (destructor)walker_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_traverse = (traverseproc)walker_traverse,
    .tp_clear = (inquiry)walker_clear,
    .tp_iternext = (iternextfunc)walker_next,
    .tp_methods = walker_methods,
    .tp_getset = walker_getset,
    .tp_new = walker_new,
};
