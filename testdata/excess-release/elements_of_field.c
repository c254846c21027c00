/* An array of references in a field, each released by tp_dealloc. */
#include <Python.h>

typedef struct {
    PyObject_HEAD
    Py_ssize_t used;
    PyObject **entries;
} Stack;

static void
stack_dealloc(Stack *self)
{
    for (Py_ssize_t i = 0; i < self->used; i++)
        Py_XDECREF(self->entries[i]);
    PyMem_Free(self->entries);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyObject *
stack_push(Stack *self, PyObject *item)
{
    PyObject **bigger = PyMem_Realloc(self->entries, sizeof(PyObject *) *
                                                         (self->used + 1));
    if (bigger == NULL)
        return PyErr_NoMemory();
    self->entries = bigger;
    self->entries[self->used++] = item; // WARN excess-release "left in"
    Py_RETURN_NONE;
}

static PyObject *
stack_items(Stack *self, PyObject *Py_UNUSED(ignored))
{
    PyObject *list = PyList_New(self->used);
    if (list == NULL)
        return NULL;
    for (Py_ssize_t i = 0; i < self->used; i++)
        PyList_SET_ITEM(list, i, self->entries[i]); // WARN excess-release
    return list;
}

static PyObject *
stack_name(Stack *self, PyObject *Py_UNUSED(ignored))
{
    PyObject *name = PyObject_Str(self->entries[0]);
    Py_DECREF(self->entries[0]); // WARN excess-release "left where it was"
    return name;
}

static PyMethodDef methods[] = {
    {"push", (PyCFunction)stack_push, METH_O, NULL},
    {"items", (PyCFunction)stack_items, METH_NOARGS, NULL},
    {"name", (PyCFunction)stack_name, METH_NOARGS, NULL},
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
