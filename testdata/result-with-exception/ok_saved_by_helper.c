/* PYTHON <3.12
   A helper puts aside the exception that it may find and brings it back. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *listeners;
    PyObject *items;
} Subject;

static void
notify(Subject *s)
{
    PyObject *type, *value, *tb;
    PyErr_Fetch(&type, &value, &tb);
    PyObject *r = PyObject_CallNoArgs(s->listeners);
    if (r == NULL)
        PyErr_WriteUnraisable((PyObject *)s);
    Py_XDECREF(r);
    PyErr_Restore(type, value, tb);
}

static PyObject *
subject_wipe(PyObject *self, PyObject *ignored)
{
    Subject *s = (Subject *)self;
    notify(s);
    Py_RETURN_NONE;
}

/* The collector reports what is raised here; the result means nothing. */
static int
subject_clear(PyObject *self)
{
    Subject *s = (Subject *)self;
    PyObject *empty = PyList_New(0);
    if (empty == NULL)
        return -1;
    Py_XSETREF(s->items, empty);
    Py_CLEAR(s->listeners);
    return 0;
}

static int
subject_traverse(PyObject *self, visitproc visit, void *arg)
{
    Subject *s = (Subject *)self;
    Py_VISIT(s->listeners);
    Py_VISIT(s->items);
    return 0;
}

static void
subject_dealloc(PyObject *self)
{
    Subject *s = (Subject *)self;
    PyObject_GC_UnTrack(self);
    Py_CLEAR(s->listeners);
    Py_CLEAR(s->items);
    Py_TYPE(self)->tp_free(self);
}

static PyMethodDef subject_methods[] = {
    {"wipe", subject_wipe, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject subject_type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Subject",
    .tp_basicsize = sizeof(Subject),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_methods = subject_methods,
    .tp_traverse = subject_traverse,
    .tp_clear = subject_clear,
    .tp_dealloc = subject_dealloc,
};
