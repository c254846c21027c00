/* Fields that own, fields that do not, and values that only pass. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *source;
    PyObject *current; /* lent by source */
    PyObject *extra;   /* ours only when `owns` says so */
    int owns;
} Cursor;

static void
cursor_dealloc(Cursor *self)
{
    PyObject_GC_UnTrack(self);
    Py_XDECREF(self->source);
    if (self->owns)
        Py_XDECREF(self->extra);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyObject *
cursor_attach(Cursor *self, PyObject *source)
{
    PyObject *before = self->source;
    self->source = source;
    self->extra = source;
    self->owns = 0;
    if (PyList_Check(source) && PyList_GET_SIZE(source) > 0)
        self->current = PyList_GET_ITEM(source, 0);
    Py_INCREF(source);
    Py_XDECREF(before);
    Py_RETURN_NONE;
}

static PyObject *
cursor_swap(Cursor *self, PyObject *arg)
{
    Cursor *other = (Cursor *)arg;
    if (!PyObject_TypeCheck(arg, Py_TYPE(self)))
        Py_RETURN_NOTIMPLEMENTED;
    PyObject *mine = self->source;
    self->source = other->source;
    other->source = mine;
    Py_RETURN_NONE;
}

static PyObject *
cursor_with(Cursor *self, PyObject *callback)
{
    PyObject *saved = self->source;
    self->source = callback;
    PyObject *result = PyObject_CallNoArgs(callback);
    self->source = saved;
    return result;
}

static int
cursor_traverse(Cursor *self, visitproc visit, void *arg)
{
    Py_VISIT(self->source);
    if (self->owns)
        Py_VISIT(self->extra);
    return 0;
}

static int
cursor_clear(Cursor *self)
{
    Py_CLEAR(self->source);
    if (self->owns)
        Py_CLEAR(self->extra);
    return 0;
}

static PyMethodDef cursor_methods[] = {
    {"attach", (PyCFunction)cursor_attach, METH_O, NULL},
    {"swap", (PyCFunction)cursor_swap, METH_O, NULL},
    {"call_with", (PyCFunction)cursor_with, METH_O, NULL},
    {NULL},
};

PyTypeObject Cursor_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "rows.Cursor",
    .tp_basicsize = sizeof(Cursor),
    .tp_dealloc = (destructor)cursor_dealloc,
    .tp_methods = cursor_methods,
    .tp_traverse = (traverseproc)cursor_traverse,
    .tp_clear = (inquiry)cursor_clear,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
};
