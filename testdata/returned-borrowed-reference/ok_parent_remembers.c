/* The parent remembers its last child and does not own it. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *source;
    PyObject *last; /* borrowed */
} Parent;

typedef struct {
    PyObject_HEAD
    Parent *parent;
} Child;

static void
Child_dealloc(Child *self)
{
    if (self->parent->last == (PyObject *)self)
        self->parent->last = NULL;
    Py_DECREF(self->parent);
    PyObject_Free(self);
}

static PyTypeObject Child_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "family.Child",
    .tp_basicsize = sizeof(Child),
    .tp_dealloc = (destructor)Child_dealloc,
};

static void
Parent_dealloc(Parent *self)
{
    Py_XDECREF(self->source);
    PyObject_Free(self);
}

static PyObject *
child_of(Parent *parent)
{
    Child *child = PyObject_New(Child, &Child_Type);
    if (child == NULL)
        return NULL;
    Py_INCREF(parent);
    child->parent = parent;
    parent->last = (PyObject *)child;
    return (PyObject *)child;
}

static PyObject *
Parent_next(Parent *self)
{
    return child_of(self);
}

static PyObject *
Parent_pair(Parent *self, PyObject *other)
{
    PyObject *child = child_of(self);
    if (child == NULL)
        return NULL;
    PyObject *pair = PyTuple_Pack(2, child, other);
    Py_DECREF(child);
    return pair;
}

static PyMethodDef methods[] = {
    {"pair", (PyCFunction)Parent_pair, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Parent_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "family.Parent",
    .tp_basicsize = sizeof(Parent),
    .tp_dealloc = (destructor)Parent_dealloc,
    .tp_iternext = (iternextfunc)Parent_next,
    .tp_methods = methods,
};
