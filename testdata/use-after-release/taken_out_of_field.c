// A reference that stood in a field is moved to a variable, released, and
// the object used all the same.
#include <Python.h>

typedef struct Link {
    PyObject_HEAD
    struct Link *next;
    PyObject *value;
} Link;

static PyObject *
link_skip(Link *self, PyObject *Py_UNUSED(ignored))
{
    Link *gone = self->next;
    if (gone == NULL)
        Py_RETURN_NONE;
    self->next = NULL;
    Py_DECREF(gone);
    self->next = gone->next;  // WARN use-after-release "'gone'"
    Py_XINCREF(self->next);  // DOUBT invalidated-borrow
    Py_RETURN_NONE;
}

static PyObject *
link_swap(Link *self, PyObject *value)
{
    PyObject *old = self->value;
    if (old == NULL) {
        PyErr_SetString(PyExc_ValueError, "nothing to swap");
        return NULL;
    }
    Py_INCREF(value);
    self->value = value;
    Py_DECREF(old);
    return PyObject_Repr(old);  // WARN use-after-release "'old'"
}

static int
link_traverse(Link *self, visitproc visit, void *arg)
{
    Py_VISIT(self->next);
    Py_VISIT(self->value);
    return 0;
}

static int
link_clear(Link *self)
{
    Py_CLEAR(self->next);
    Py_CLEAR(self->value);
    return 0;
}

static void
link_dealloc(Link *self)
{
    PyObject_GC_UnTrack(self);
    link_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMethodDef link_methods[] = {
    {"skip", (PyCFunction)link_skip, METH_NOARGS, NULL},
    {"swap", (PyCFunction)link_swap, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject Link_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "chain.Link",
    .tp_basicsize = sizeof(Link),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_traverse = (traverseproc)link_traverse,
    .tp_clear = (inquiry)link_clear,
    .tp_dealloc = (destructor)link_dealloc,
    .tp_methods = link_methods,
};
