/* Elements that move out with the count, are shared with a count of their
 * own, or are released only where a flag says that they are owned. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    int owns;
    Py_ssize_t used;
    PyObject **entries;
    PyObject **views;
} Stack;

static void
stack_dealloc(Stack *self)
{
    for (Py_ssize_t i = 0; i < self->used; i++)
        Py_XDECREF(self->entries[i]);
    if (self->owns)
        for (Py_ssize_t i = 0; i < self->used; i++)
            Py_XDECREF(self->views[i]);
    PyMem_Free(self->entries);
    PyMem_Free(self->views);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyObject *
stack_pop(Stack *self, PyObject *Py_UNUSED(ignored))
{
    if (self->used == 0) {
        PyErr_SetNone(PyExc_IndexError);
        return NULL;
    }
    self->used--;
    return Py_BuildValue("(N)", self->entries[self->used]);
}

static PyObject *
stack_drop(Stack *self, PyObject *Py_UNUSED(ignored))
{
    if (self->used > 0)
        Py_DECREF(self->entries[--self->used]);
    Py_RETURN_NONE;
}

static PyObject *
stack_items(Stack *self, PyObject *Py_UNUSED(ignored))
{
    PyObject *list = PyList_New(self->used);
    if (list == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < self->used; i++) {
        Py_INCREF(self->entries[i]);
        PyList_SET_ITEM(list, i, self->entries[i]);
    }
    return list;
}

static PyObject *
stack_view(Stack *self, PyObject *item)
{
    if (self->used > 0 && !self->owns)
        self->views[0] = item;
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"pop", (PyCFunction)stack_pop, METH_NOARGS, NULL},
    {"drop", (PyCFunction)stack_drop, METH_NOARGS, NULL},
    {"items", (PyCFunction)stack_items, METH_NOARGS, NULL},
    {"view", (PyCFunction)stack_view, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

PyTypeObject Stack_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "demo.Stack",
    .tp_basicsize = sizeof(Stack),
    .tp_flags = Py_TPFLAGS_DEFAULT,
    .tp_dealloc = (destructor)stack_dealloc,
    .tp_methods = methods,
    .tp_new = PyType_GenericNew,
};
