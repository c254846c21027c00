/* A place that owns what it holds gets something borrowed: told at the store,
 * whatever follows before the function returns, and once.  What had a
 * reference and lost it since is told where it lost it, and a way out before
 * the reference is taken at that way out.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *source, *filter, *log;
} Reader;

static int
reader_init(Reader *self, PyObject *args, PyObject *kwds)
{
    PyObject *source, *filter = Py_None;
    if (!PyArg_ParseTuple(args, "O|O", &source, &filter))
        return -1;
    PyObject *old = self->source;
    self->source = source; // WARN excess-release "left in 'self->source'"
    Py_XDECREF(old);
    if (!PyCallable_Check(filter) && filter != Py_None) {
        PyErr_SetString(PyExc_TypeError, "a filter is called");
        return -1;
    }
    Py_INCREF(filter);
    Py_XSETREF(self->filter, filter);
    return 0;
}

static PyObject *
reader_reopen(Reader *self, PyObject *source)
{
    PyObject *name = PyObject_GetAttrString(source, "name");
    if (name == NULL)
        return NULL;
    PyObject *old = self->log;
    self->log = name;
    Py_XDECREF(old);
    Py_DECREF(name); // WARN excess-release "left in 'self->log'"
    Py_RETURN_NONE;
}

static PyObject *
reader_set_filter(Reader *self, PyObject *filter)
{
    PyObject *old = self->filter;
    self->filter = filter;
    Py_XDECREF(old);
    if (!PyCallable_Check(filter)) {
        PyErr_SetString(PyExc_TypeError, "a filter is called");
        return NULL; // WARN excess-release "left in 'self->filter'"
    }
    Py_INCREF(filter);
    Py_RETURN_NONE;
}

static PyObject *
ok_reopen(Reader *self, PyObject *source)
{
    PyObject *name = PyObject_GetAttrString(source, "name");
    if (name == NULL)
        return NULL;
    PyObject *old = self->log;
    self->log = name;
    Py_XDECREF(old);
    Py_INCREF(source);
    old = self->source;
    self->source = source;
    Py_XDECREF(old);
    Py_RETURN_NONE;
}

static PyObject *
reader_make(PyObject *module, PyObject *source)
{
    PyTypeObject *type = (PyTypeObject *)module;
    Reader *self = (Reader *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    self->filter = NULL;
    self->source = source; // WARN excess-release "left in 'self->source'"
    self->log = PyList_New(0);
    if (self->log == NULL) {
        self->source = NULL;
        Py_DECREF(self);
        return NULL;
    }
    return (PyObject *)self;
}

static PyObject *
reader_new(PyTypeObject *type, PyObject *args, PyObject *kwds)
{
    Reader *self = (Reader *)type->tp_alloc(type, 0);
    if (self == NULL)
        return NULL;
    self->log = PyUnicode_FromString("");
    if (self->log == NULL) {
        Py_DECREF(self);
        return NULL;
    }
    if (!PyArg_ParseTuple(args, "|O", &self->log)) { // WARN excess-release
        Py_DECREF(self);
        return NULL;
    }
    return (PyObject *)self;
}

static void
reader_dealloc(Reader *self)
{
    Py_XDECREF(self->source);
    Py_XDECREF(self->filter);
    Py_XDECREF(self->log);
    Py_TYPE(self)->tp_free(self);
}

static PyMethodDef methods[] = {
    {"reopen", (PyCFunction)reader_reopen, METH_O, NULL},
    {"reopen_well", (PyCFunction)ok_reopen, METH_O, NULL},
    {"set_filter", (PyCFunction)reader_set_filter, METH_O, NULL},
    {"make", (PyCFunction)reader_make, METH_O | METH_CLASS, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Reader_Type = { // WARN container-without-gc
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "told.Reader",
    .tp_basicsize = sizeof(Reader),
    .tp_dealloc = (destructor)reader_dealloc,
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_init = (initproc)reader_init,
    .tp_new = reader_new,
    .tp_methods = methods,
};
