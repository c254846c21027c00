// What was taken out of a field is used before its release, or kept by a
// reference of its own, or stands in another field as well.
#include <Python.h>

typedef struct {
    PyObject_HEAD
    PyObject *value;
    PyObject *shown;
} Box;

static PyObject *
box_take(Box *self, PyObject *Py_UNUSED(ignored))
{
    PyObject *old = self->value, *text;
    if (old == NULL)
        Py_RETURN_NONE;
    self->value = NULL;
    text = PyObject_Repr(old);
    Py_DECREF(old);
    return text;
}

static PyObject *
box_swap(Box *self, PyObject *value)
{
    PyObject *old = self->value;
    if (old == NULL)
        Py_RETURN_NONE;
    Py_INCREF(old);
    Py_INCREF(value);
    Py_SETREF(self->value, value);
    return old;
}

static PyObject *
box_show(Box *self, PyObject *Py_UNUSED(ignored))
{
    PyObject *old = self->value;
    if (old == NULL)
        Py_RETURN_NONE;
    Py_INCREF(old);
    Py_XSETREF(self->shown, old);
    self->value = NULL;
    Py_DECREF(old);
    return PyObject_Repr(old);
}

static int
box_traverse(Box *self, visitproc visit, void *arg)
{
    Py_VISIT(self->value);
    Py_VISIT(self->shown);
    return 0;
}

static int
box_clear(Box *self)
{
    Py_CLEAR(self->value);
    Py_CLEAR(self->shown);
    return 0;
}

static void
box_dealloc(Box *self)
{
    PyObject_GC_UnTrack(self);
    box_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMethodDef box_methods[] = {
    {"take", (PyCFunction)box_take, METH_NOARGS, NULL},
    {"swap", (PyCFunction)box_swap, METH_O, NULL},
    {"show", (PyCFunction)box_show, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject Box_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "chain.Box",
    .tp_basicsize = sizeof(Box),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_traverse = (traverseproc)box_traverse,
    .tp_clear = (inquiry)box_clear,
    .tp_dealloc = (destructor)box_dealloc,
    .tp_methods = box_methods,
};
