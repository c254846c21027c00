/* Without garbage collection: a method hands the object out. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *missing;
} Parser;

static PyObject *
parser_set_missing(Parser *self, PyObject *value)
{
    Py_DECREF(self->missing); // WARN released-in-place "'missing'"
    self->missing = value;
    Py_INCREF(value);
    Py_RETURN_NONE;
}

static PyObject *
parser_next(Parser *self, PyObject *Py_UNUSED(ignored))
{
    Py_INCREF(self->missing);
    return self->missing;
}

static PyObject *
parser_new(PyTypeObject *type, PyObject *Py_UNUSED(args),
           PyObject *Py_UNUSED(kwargs))
{
    Parser *self = (Parser *)type->tp_alloc(type, 0);
    if (self != NULL) {
        Py_INCREF(Py_False);
        self->missing = Py_False;
    }
    return (PyObject *)self;
}

static void
parser_dealloc(Parser *self)
{
    Py_XDECREF(self->missing);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMethodDef parser_methods[] = {
    {"set_missing", (PyCFunction)parser_set_missing, METH_O, NULL},
    {"next", (PyCFunction)parser_next, METH_NOARGS, NULL},
    {NULL},
};

PyTypeObject Parser_Type = { // WARN container-without-gc
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "demo.Parser",
    .tp_basicsize = sizeof(Parser),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_new = parser_new,
    .tp_dealloc = (destructor)parser_dealloc,
    .tp_methods = parser_methods,
};
