/* Variables that get their values from each other: a function that is put
 * aside and back again, a block that is kept as a number, a field of a field.
 * Whoever follows one of them to where it comes from must come to an end. */
#include <Python.h>
#include <stdint.h>

typedef PyObject *(*step)(PyObject *);

typedef struct node {
    struct node *next;
    PyObject *value;
} node;

typedef struct {
    PyObject_HEAD
    PyObject *value;
    node head;
} Runner;

static PyObject *
Runner_run(Runner *self, PyObject *arg)
{
    step now = PyObject_Repr;
    step aside = now;
    if (arg == Py_None)
        now = PyObject_Str;
    else
        now = aside;
    aside = now;
    return now(self->value);
}

static PyObject *
Runner_twice(Runner *self, PyObject *arg)
{
    step now, aside;
    Py_ssize_t n = PyObject_Length(arg);
    if (n < 0)
        return NULL;
    now = PyObject_Str;
    while (n-- > 0) {
        aside = now;
        now = aside;
    }
    return now(self->value);
}

static PyObject *
Runner_walk(Runner *self, PyObject *arg)
{
    node *at = &self->head, *before = at;
    intptr_t number = 0;
    while (at->next != NULL) {
        number = (intptr_t)at;
        before = (node *)number;
        at = (node *)&before->next;
    }
    PyObject *old = self->value;
    self->value = Py_NewRef(arg);
    Py_XDECREF(old);
    Py_RETURN_NONE;
}

static int
Runner_traverse(Runner *self, visitproc visit, void *arg)
{
    Py_VISIT(self->value);
    return 0;
}

static int
Runner_clear(Runner *self)
{
    Py_CLEAR(self->value);
    return 0;
}

static void
Runner_dealloc(Runner *self)
{
    PyObject_GC_UnTrack(self);
    Py_XDECREF(self->value);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMethodDef Runner_methods[] = {
    {"run", (PyCFunction)Runner_run, METH_O, NULL},
    {"twice", (PyCFunction)Runner_twice, METH_O, NULL},
    {"walk", (PyCFunction)Runner_walk, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject Runner_Type = {
    PyVarObject_HEAD_INIT(NULL, 0)
    .tp_name = "steps.Runner",
    .tp_basicsize = sizeof(Runner),
    .tp_dealloc = (destructor)Runner_dealloc,
    .tp_traverse = (traverseproc)Runner_traverse,
    .tp_clear = (inquiry)Runner_clear,
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_methods = Runner_methods,
};

int
steps_ready(void)
{
    return PyType_Ready(&Runner_Type);
}
